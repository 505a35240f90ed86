-- Messages whose answer is due, by the day: what is late is their beginning.
CREATE INDEX message_due ON message (answer_due, number) WHERE answer_due IS NOT NULL;

#include "gtest/gtest.h"
#include "services/messaging/refusal_report_codec.h"

namespace clientroute::messaging {
namespace {

MessageRecord Refused() {
  MessageRecord record;
  record.id = *Uuid::Parse("0b0e5d3a-6f0a-5b0a-8b0a-0123456789ab");
  record.file_name = "verzoek.xml";
  record.municipality = "0361";
  record.kind = "JW315";
  record.created_at = *ParseIso("2026-04-03T09:15:00Z");
  return record;
}

TEST(RefusalReport, TextIsForPeople) {
  EXPECT_EQ(RefusalAsText(Refused(), {{"Bericht/Client/Geslacht", "XSD", "", 20, "Dit is geen code."},
                                      {"", "XSD", "", 0, "Het bestand is leeg."},
                                      {"", "XSD", "", 3, "Het bestand is geen XML."}}),
            "Bestand:    verzoek.xml\n"
            "Gemeente:   0361\n"
            "Ontvangen:  3 april 2026 om 11:15\n"
            "Bericht:    JW315\n"
            "\n"
            "Dit bestand is geweigerd. Er volgt geen retourbericht. Wat er niet klopt:\n"
            "- regel 20, Bericht/Client/Geslacht: Dit is geen code.\n"
            "- Het bestand is leeg.\n"
            "- regel 3: Het bestand is geen XML.\n");
}

TEST(RefusalReport, AMessageThatIsNotRecognisedIsCalledThat) {
  MessageRecord record = Refused();
  record.kind.clear();
  EXPECT_NE(RefusalAsText(record, {}).find("Bericht:    niet herkend\n"), std::string::npos);
}

TEST(RefusalReport, JsonIsForMachines) {
  EXPECT_EQ(
      RefusalAsJson(Refused(), {{"Bericht/Client", "XSD", "", 20, "Een \"aanhaling\"."},
                                {"Header/Ontvanger", "UITWISSELING", "", 9, "Anders."}}),
      "{\n"
      "  \"file\": \"verzoek.xml\",\n"
      "  \"municipality\": \"0361\",\n"
      "  \"message\": \"messages/0b0e5d3a-6f0a-5b0a-8b0a-0123456789ab\",\n"
      "  \"kind\": \"JW315\",\n"
      "  \"received\": \"2026-04-03T09:15:00.000000Z\",\n"
      "  \"errors\": [\n"
      "    {\"line\": 20, \"element\": \"Bericht/Client\", \"rule\": \"XSD\", \"reason\": \"Een "
      "\\\"aanhaling\\\".\"},\n"
      "    {\"line\": 9, \"element\": \"Header/Ontvanger\", \"rule\": \"UITWISSELING\", \"reason\": \"Anders.\"}\n"
      "  ]\n"
      "}\n");
}

}  // namespace
}  // namespace clientroute::messaging

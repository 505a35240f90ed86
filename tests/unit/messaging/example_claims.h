#ifndef CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_CLAIMS_H_
#define CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_CLAIMS_H_

#include "tests/unit/messaging/example_messages.h"

// Claims (323) and their answers (325) without a fault, unless their name says which.

namespace clientroute::messaging::example {

inline constexpr std::string_view kSecondCitizen = "999900018";

/// A line of March 2026: 4 hours of 75 euros.
inline InstanceIndex PutLine(Message& message, InstanceIndex client, std::string_view reference,
                             std::string_view allocation) {
  return Put(message, "Prestatie"_class, client,
             {{"ProductReferentie/ReferentieNummer"_field, reference},
              {"ToewijzingNummer"_field, allocation},
              {"ProductCategorie"_field, "45"},
              {"ProductCode"_field, "45A01"},
              {"ProductPeriode/Begindatum"_field, "2026-03-01"},
              {"ProductPeriode/Einddatum"_field, "2026-03-31"},
              {"GeleverdVolume"_field, "4"},
              {"Eenheid"_field, "04"},
              {"ProductTarief"_field, "7500"},
              {"IngediendBedrag/Bedrag"_field, "30000"},
              {"IngediendBedrag/DebetCredit"_field, "D"}});
}

/// 323 of March 2026 with two clients: a line of 300 euros and a credit of 300 for February; a line of 200 in euros.
inline Message Claim() {
  Message message = Headed("JW323", kProvider, kMunicipality);
  const InstanceIndex claim = Put(message, "Declaratie"_class, kNoInstance,
                                  {{"DeclaratieNummer"_field, "D202603"},
                                   {"DeclaratiePeriode/Begindatum"_field, "2026-03-01"},
                                   {"DeclaratiePeriode/Einddatum"_field, "2026-03-31"},
                                   {"DeclaratieDagtekening"_field, "2026-04-14"},
                                   {"TotaalIngediendBedrag/TotaalBedrag"_field, "20000"},
                                   {"TotaalIngediendBedrag/DebetCredit"_field, "D"}});
  const InstanceIndex client = Put(message, "Client"_class, claim, {{"Bsn"_field, kCitizen}});
  PutLine(message, client, "R-1", "1001");
  Fill(message, PutLine(message, client, "R-2", "1001"),
       {{"ProductReferentie/VorigReferentieNummer"_field, "R-0"},
        {"ProductPeriode/Begindatum"_field, "2026-02-01"},
        {"ProductPeriode/Einddatum"_field, "2026-02-28"},
        {"IngediendBedrag/DebetCredit"_field, "C"}});
  const InstanceIndex second = Put(message, "Client"_class, claim, {{"Bsn"_field, kSecondCitizen}});
  Fill(message, PutLine(message, second, "R-3", "2001"),
       {{"GeleverdVolume"_field, "20000"},
        {"Eenheid"_field, "83"},
        {"ProductTarief"_field, ""},
        {"IngediendBedrag/Bedrag"_field, "20000"}});
  return message;
}

/// The header of a 325, with what it grants; no clients yet.
inline Message ClaimAnswerHead(std::string_view granted, std::string_view debit_credit) {
  Message message = Headed("JW325", kMunicipality, kProvider);
  Fill(message, 0,
       {{"DeclaratieIdentificatie/Identificatie"_field, "2026-0007"},
        {"DeclaratieIdentificatie/Dagtekening"_field, "2026-04-14"},
        {"XsdVersieDeclaratie/BasisschemaXsdVersie"_field, "1.0.0"},
        {"XsdVersieDeclaratie/BerichtXsdVersie"_field, "1.0.0"}});
  message.AddReturnCode(0, "0200");
  const InstanceIndex answer = Put(message, "DeclaratieAntwoord"_class, kNoInstance,
                                   {{"DeclaratieNummer"_field, "D202603"},
                                    {"TotaalIngediendBedrag/TotaalBedrag"_field, "20000"},
                                    {"TotaalIngediendBedrag/DebetCredit"_field, "D"},
                                    {"TotaalToegekendBedrag/TotaalBedrag"_field, granted},
                                    {"TotaalToegekendBedrag/DebetCredit"_field, debit_credit}});
  message.AddReturnCode(answer, "0200");
  return message;
}

/// A client of a 325 with one line of 300 euros; returns the client.
inline InstanceIndex PutAnsweredLine(Message& message, std::string_view client_code, std::string_view line_code) {
  const InstanceIndex client = Put(message, "Client"_class, message.body()->index(), {{"Bsn"_field, kCitizen}});
  message.AddReturnCode(client, client_code);
  message.AddReturnCode(PutLine(message, client, "R-1", "1001"), line_code);
  return client;
}

/// 325 that refuses a line of 300 euros.
inline Message ClaimAnswer() {
  Message message = ClaimAnswerHead("10000", "C");
  PutAnsweredLine(message, "0200", "9321");
  return message;
}

/// 325 that refuses a client whole.
inline Message ClaimAnswerOfRefusedClient() {
  Message message = ClaimAnswerHead("10000", "C");
  PutAnsweredLine(message, "8187", "0233");
  return message;
}

/// 325 that shows a line which it grants.
inline Message ClaimAnswerWithGrantedLine() {
  Message message = ClaimAnswerHead("10000", "C");
  PutAnsweredLine(message, "0200", "0200");
  return message;
}

/// 325 that refuses the claim, so that nothing is granted.
inline Message ClaimAnswerOfRefusedClaim() {
  Message message = ClaimAnswerHead("0", "D");
  message.AddReturnCode(message.body()->index(), "9333");
  return message;
}

}  // namespace clientroute::messaging::example

#endif  // CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_CLAIMS_H_

#include "services/provider/letter_reader.h"

#include <cstdlib>
#include <set>
#include <string_view>

#include "services/provider/profile.h"

namespace clientroute::provider {
namespace {

using messaging::InstanceIndex;
using messaging::InstanceView;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

/// WJ001: no remark, not judged, granted as a whole.
bool IsRemark(std::string_view code) { return code != "0200" && code != "0233" && code != "8001"; }

std::int64_t NumberIn(const InstanceView& instance, messaging::FieldId field) {
  return std::strtoll(std::string(instance.Get(field)).c_str(), nullptr, 10);
}

std::string JoinedCodes(const InstanceView& instance) {
  std::string codes;
  for (const std::string_view code : instance.return_codes()) {
    if (IsRemark(code)) codes.append(codes.empty() ? "" : " ").append(code);
  }
  return codes;
}

constexpr std::string_view kRemoved = "13";        // JZ002, WMO002
constexpr std::string_view kRequestRefused = "1";  // WJ760

}  // namespace

std::string StandardOf(const Message& message) {
  return std::string(message.schema().name().substr(0, message.schema().name().find('3')));
}

Remarks RemarksIn(const Message& message) {
  Remarks remarks;
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    for (const std::string_view code : message.at(index).return_codes()) {
      if (IsRemark(code)) remarks.emplace_back(message.at(index).path(), code);
    }
  }
  return remarks;
}

std::string CodesOf(const Remarks& remarks) {
  std::set<std::string> distinct;
  for (const auto& [path, code] : remarks) distinct.insert(code);
  std::string codes;
  for (const std::string& code : distinct) codes.append(codes.empty() ? "" : " ").append(code);
  return codes;
}

Person PersonIn(const Message& message) {
  const InstanceView client = *message.body();
  Person person;
  person.bsn = client.Get("Bsn"_field);
  person.family_name = client.Get("Naam/Geslachtsnaam/Achternaam"_field);
  person.initials = client.Get("Naam/Voorletters"_field);
  person.birth_date = Date::Parse(client.Get("Geboortedatum/Datum"_field)).value_or(Date());
  person.birth_date_use = client.Get("Geboortedatum/DatumGebruik"_field);
  person.sex = client.Get("Geslacht"_field);
  return person;
}

std::vector<ToldAllocation> AllocationsIn(const Message& message) {
  std::vector<ToldAllocation> told;
  for (const InstanceView& product : message.All("ToegewezenProduct"_class)) {
    ToldAllocation one;
    Allocation& allocation = one.allocation;
    allocation.provider = message.receiver();
    allocation.municipality = message.sender();
    allocation.standard = StandardOf(message);
    allocation.number = product.Get("ToewijzingNummer"_field);
    allocation.bsn = message.body()->Get("Bsn"_field);
    allocation.category = product.Get("Product/Categorie"_field);
    allocation.code = product.Get("Product/Code"_field);
    allocation.first = Date::Parse(product.Get("Ingangsdatum"_field)).value_or(Date());
    allocation.last = Date::Parse(product.Get("Einddatum"_field));
    allocation.amount = NumberIn(product, "Omvang/Volume"_field);
    allocation.unit = product.Get("Omvang/Eenheid"_field);
    allocation.frequency = product.Get("Omvang/Frequentie"_field);
    allocation.budget_cents = NumberIn(product, "Budget"_field);
    one.reference = product.Get("ReferentieAanbieder"_field);
    one.removed = product.Get("RedenWijziging"_field) == kRemoved;
    told.push_back(std::move(one));
  }
  return told;
}

std::vector<ToldAnswer> AnswersIn(const Message& message) {
  std::vector<ToldAnswer> told;
  for (const InstanceView& answer : message.All("Antwoord"_class)) {
    told.push_back(
        {std::string(answer.Get("ReferentieAanbieder"_field)), answer.Get("VerzoekAntwoord"_field) == kRequestRefused});
  }
  return told;
}

ToldClaim ClaimAnswerIn(const Message& message) {
  ToldClaim told;
  told.identification = message.header().Get("DeclaratieIdentificatie/Identificatie"_field);
  told.codes = JoinedCodes(message.header());
  told.whole_refused = !told.codes.empty();
  if (!message.body()) return told;
  const InstanceView answer = *message.body();
  told.number = answer.Get("DeclaratieNummer"_field);
  told.granted_cents = NumberIn(answer, "TotaalToegekendBedrag/TotaalBedrag"_field);
  if (answer.Get("TotaalToegekendBedrag/DebetCredit"_field) == "C") told.granted_cents = -told.granted_cents;
  if (!told.whole_refused) told.codes = JoinedCodes(answer);
  told.whole_refused = !told.codes.empty();
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    std::string codes = JoinedCodes(line);
    if (codes.empty()) codes = JoinedCodes(line.parent());
    told.refused_lines.emplace_back(line.Get("ProductReferentie/ReferentieNummer"_field), codes);
  }
  return told;
}

}  // namespace clientroute::provider

#include "services/messaging/claim_codec.h"

#include <optional>
#include <set>
#include <utility>

#include "services/messaging/codec/integer.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/instance_values.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/submitted_header.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr std::string_view kCredit = "C";
/// How claims names the class of the claim itself, of which a message has one.
constexpr std::string_view kClaimClass = "Declaratie";

claims::v1::SignedAmount ToAmount(const InstanceView& instance, FieldId cents, FieldId debit_credit) {
  claims::v1::SignedAmount amount;
  amount.set_cents(IntegerIn(instance.Get(cents)));
  amount.set_credit(instance.Get(debit_credit) == kCredit);
  return amount;
}

claims::v1::SubmittedClaim ToHeader(const MessageRecord& record, const Message& message) {
  auto header = ToSubmittedHeader<claims::v1::SubmittedClaim>(record, message);
  for (const InstanceView& claim : message.All("Declaratie"_class)) {
    header.set_claim_number(std::string(claim.Get("DeclaratieNummer"_field)));
    *header.mutable_period() =
        ToProto(PeriodIn(claim, "DeclaratiePeriode/Begindatum"_field, "DeclaratiePeriode/Einddatum"_field));
    if (const auto signed_on = Date::Parse(claim.Get("DeclaratieDagtekening"_field))) {
      *header.mutable_claim_date() = ToProto(*signed_on);
    }
    *header.mutable_total() =
        ToAmount(claim, "TotaalIngediendBedrag/TotaalBedrag"_field, "TotaalIngediendBedrag/DebetCredit"_field);
  }
  return header;
}

claims::v1::SubmittedClaimLine ToLine(const InstanceView& line) {
  claims::v1::SubmittedClaimLine out;
  out.set_class_path(line.path());
  out.set_client_path(ClientPathOf(line));
  out.set_reference(std::string(line.Get("ProductReferentie/ReferentieNummer"_field)));
  out.set_previous_reference(std::string(line.Get("ProductReferentie/VorigReferentieNummer"_field)));
  out.set_allocation_number(IntegerIn(line.Get("ToewijzingNummer"_field)));
  out.mutable_product()->set_category(std::string(line.Get("ProductCategorie"_field)));
  out.mutable_product()->set_code(std::string(line.Get("ProductCode"_field)));
  *out.mutable_period() = ToProto(PeriodIn(line, "ProductPeriode/Begindatum"_field, "ProductPeriode/Einddatum"_field));
  out.mutable_volume()->set_amount(IntegerIn(line.Get("GeleverdVolume"_field)));
  // The numbers of the units are the codes of the message.
  out.mutable_volume()->set_unit(static_cast<type::v1::Unit>(IntegerIn(line.Get("Eenheid"_field))));
  if (line.Has("ProductTarief"_field)) {
    out.mutable_tariff()->set_cents(IntegerIn(line.Get("ProductTarief"_field)));
  }
  *out.mutable_amount() = ToAmount(line, "IngediendBedrag/Bedrag"_field, "IngediendBedrag/DebetCredit"_field);
  return out;
}

}  // namespace

std::vector<std::string> CitizenNumbersIn(const Message& message) {
  std::vector<std::string> numbers;
  std::set<std::string> seen;
  for (const InstanceView& client : message.All("Client"_class)) {
    const auto number = CitizenNumber::Parse(client.Get("Bsn"_field));
    if (number && seen.insert(number->ToString()).second) numbers.push_back(number->ToString());
  }
  return numbers;
}

std::vector<claims::v1::SubmitMessageRequest> ToClaimSubmission(const MessageRecord& record, const Message& message,
                                                                const std::map<std::string, std::string>& clients,
                                                                std::string_view request_id) {
  std::vector<claims::v1::SubmitMessageRequest> chunks(1);
  chunks.front().set_request_id(std::string(request_id));
  *chunks.front().mutable_header() = ToHeader(record, message);
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (chunks.back().lines_size() == static_cast<int>(kClaimLinesMax)) chunks.emplace_back();
    claims::v1::SubmittedClaimLine& out = *chunks.back().add_lines();
    out = ToLine(line);
    const auto client = clients.find(std::string(line.parent().Get("Bsn"_field)));
    if (client != clients.end()) out.set_client(client->second);
  }
  return chunks;
}

std::vector<MessageFinding> FromVerdicts(const claims::v1::SubmitMessageResponse& response, const Message& message) {
  std::vector<MessageFinding> findings;
  for (const claims::v1::ClassVerdict& verdict : response.verdicts()) {
    const bool whole = verdict.class_path() == kClaimClass && message.body();
    const std::string path = whole ? message.body()->path() : verdict.class_path();
    const auto place = message.Find(path);
    findings.push_back({path, verdict.rule(), verdict.return_code(), place ? std::int64_t{place->line()} : 0,
                        WithoutCitizenNumbers(verdict.explanation())});
  }
  return findings;
}

}  // namespace clientroute::messaging

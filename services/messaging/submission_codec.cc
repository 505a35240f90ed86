#include "services/messaging/submission_codec.h"

#include <utility>

#include "services/messaging/change_content.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/inbound_content.h"
#include "services/messaging/message_kinds.h"
#include "services/messaging/submitted_header.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

allocation::v1::SubmittedLine ToLine(const RequestedCare& care) {
  allocation::v1::SubmittedLine line;
  line.set_class_path(care.class_path);
  line.set_client_path(care.client_path);
  *line.mutable_requested_product()->mutable_line() = ToProto(care.line);
  return line;
}

allocation::v1::SubmittedLine ToLine(const ReportedDelivery& delivery) {
  allocation::v1::SubmittedLine line;
  line.set_class_path(delivery.class_path);
  line.set_client_path(delivery.client_path);
  const auto fill = [&](auto* content) {
    content->set_allocation_number(delivery.allocation_number);
    *content->mutable_product() = ToProto(delivery.product);
    if (delivery.allocation_start) *content->mutable_allocation_start_date() = ToProto(*delivery.allocation_start);
    *content->mutable_start_date() = ToProto(delivery.start);
    content->set_status(delivery.status);
  };
  if (delivery.stop) {
    fill(line.mutable_stopped_product());
    if (delivery.end) *line.mutable_stopped_product()->mutable_end_date() = ToProto(*delivery.end);
    line.mutable_stopped_product()->set_stop_reason(delivery.stop_reason);
  } else {
    fill(line.mutable_started_product());
  }
  return line;
}

allocation::v1::SubmittedLine LineAt(const std::string& class_path, const std::string& client_path) {
  allocation::v1::SubmittedLine line;
  line.set_class_path(class_path);
  line.set_client_path(client_path);
  return line;
}

allocation::v1::SubmittedLine ToLine(const ChangedProduct& changed, const std::string& client_path) {
  allocation::v1::SubmittedLine line = LineAt(changed.class_path, client_path);
  allocation::v1::ChangedProduct& content = *line.mutable_changed_product();
  content.set_allocation_number(changed.allocation_number);
  *content.mutable_change_date() = ToProto(changed.change_date);
  if (changed.end) *content.mutable_end_date() = ToProto(*changed.end);
  if (changed.volume) *content.mutable_volume() = ToProto(*changed.volume);
  if (changed.budget) *content.mutable_budget() = ToProto(*changed.budget);
  return line;
}

std::vector<allocation::v1::SubmittedLine> ToLines(const RequestedChange& request) {
  std::vector<allocation::v1::SubmittedLine> lines;
  for (const KeptProduct& kept : request.kept) {
    lines.push_back(LineAt(kept.class_path, request.client_path));
    lines.back().mutable_continued_product()->set_allocation_number(kept.allocation_number);
  }
  for (const ChangedProduct& changed : request.changed) lines.push_back(ToLine(changed, request.client_path));
  for (const NewProduct& added : request.added) {
    lines.push_back(LineAt(added.class_path, request.client_path));
    *lines.back().mutable_new_product()->mutable_line() = ToProto(added.line);
  }
  return lines;
}

int CodeIn(std::string_view digits) { return digits.empty() ? 0 : std::stoi(std::string(digits)); }

// The schema lets a tab or another control character into a name; nobody means it.
std::string OneLine(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

intake::v1::Person ToPerson(const InstanceView& client) {
  intake::v1::Person person;
  person.set_citizen_number(std::string(client.Get("Bsn"_field)));
  person.set_family_name(OneLine(client.Get("Naam/Geslachtsnaam/Achternaam"_field)));
  person.set_prefix(OneLine(client.Get("Naam/Geslachtsnaam/Voorvoegsel"_field)));
  person.set_first_names(OneLine(client.Get("Naam/Voornamen"_field)));
  person.set_initials(OneLine(client.Get("Naam/Voorletters"_field)));
  if (const auto born = Date::Parse(client.Get("Geboortedatum/Datum"_field))) {
    *person.mutable_birth_date() = ToProto(*born);
  }
  person.set_birth_date_use(CodeIn(client.Get("Geboortedatum/DatumGebruik"_field)));
  person.set_gender(static_cast<intake::v1::Gender>(CodeIn(client.Get("Geslacht"_field))));
  return person;
}

intake::v1::Referrer ToReferrer(const InstanceView& product) {
  intake::v1::Referrer referrer;
  referrer.set_type(static_cast<type::v1::ReferrerType>(CodeIn(product.Get("Verwijzer/Type"_field))));
  referrer.set_practitioner_code(std::string(product.Get("Verwijzer/ZorgverlenerCode"_field)));
  referrer.set_display_name(OneLine(product.Get("Verwijzer/Naam"_field)));
  return referrer;
}

/// A court or certified institution orders; its decision binds (INT-1).
intake::v1::LegalFrame FrameOf(type::v1::ReferrerType referrer) {
  const bool orders = referrer == type::v1::CERTIFIED_INSTITUTION || referrer == type::v1::JUSTICE;
  return orders ? intake::v1::COMPULSORY : intake::v1::VOLUNTARY;
}

// The referrer of the referral, which is one: that of the first product that a court or certified institution orders,
// for its decision binds for all (INT-1); otherwise that of the first product.
intake::v1::Referrer DecisiveReferrer(const Message& message) {
  std::optional<intake::v1::Referrer> first;
  for (const InstanceView& product : message.All("AangevraagdProduct"_class)) {
    intake::v1::Referrer referrer = ToReferrer(product);
    if (FrameOf(referrer.type()) == intake::v1::COMPULSORY) return referrer;
    if (!first) first = std::move(referrer);
  }
  return first.value_or(intake::v1::Referrer());
}

}  // namespace

std::vector<allocation::v1::SubmitMessageRequest> ToSubmission(const MessageRecord& record, const Message& message,
                                                               const std::string& client, std::string_view request_id) {
  allocation::v1::SubmittedHeader header = ToSubmittedHeader<allocation::v1::SubmittedHeader>(record, message);
  std::vector<allocation::v1::SubmittedLine> lines;
  if (const std::optional<RequestedChange> change = ReadRequestedChange(message)) {
    header.set_provider_reference(change->reference);
    header.set_request_path(change->request_path);
    lines = ToLines(*change);
  }
  for (const RequestedCare& care : ReadRequestedCare(message)) lines.push_back(ToLine(care));
  for (const ReportedDelivery& delivery : ReadDeliveries(message)) lines.push_back(ToLine(delivery));

  std::vector<allocation::v1::SubmitMessageRequest> chunks(1);
  chunks.front().set_request_id(std::string(request_id));
  *chunks.front().mutable_header() = std::move(header);
  for (allocation::v1::SubmittedLine& line : lines) {
    line.set_client(client);
    if (chunks.back().lines_size() == static_cast<int>(kSubmittedLinesMax)) chunks.emplace_back();
    *chunks.back().add_lines() = std::move(line);
  }
  return chunks;
}

intake::v1::CreateReferralRequest ToReferral(const MessageRecord& record, const Message& message, Date received,
                                             std::string_view request_id) {
  intake::v1::CreateReferralRequest request;
  request.set_request_id(std::string(request_id));
  for (const InstanceView& client : message.All("Client"_class)) {
    *request.mutable_person() = ToPerson(client);
    break;  // this message holds one
  }
  intake::v1::Referral& referral = *request.mutable_referral();
  referral.set_municipality(record.municipality);
  *referral.mutable_referrer() = DecisiveReferrer(message);
  referral.set_law(ToProto(LawOf(message.schema())));
  referral.set_legal_frame(FrameOf(referral.referrer().type()));
  for (const RequestedCare& care : ReadRequestedCare(message)) *referral.add_lines() = ToProto(care.line);
  referral.mutable_source()->set_sender(Cat("providers/", record.provider));
  referral.mutable_source()->set_reference(record.identification);
  referral.mutable_source()->set_message(NameOfMessage(record.id));
  referral.set_client_asks_himself(referral.legal_frame() == intake::v1::VOLUNTARY);
  *referral.mutable_receive_date() = ToProto(received);
  return request;
}

std::vector<MessageFinding> FromVerdicts(const allocation::v1::SubmitMessageResponse& response,
                                         const Message& message) {
  std::vector<MessageFinding> findings;
  for (const allocation::v1::ClassVerdict& verdict : response.verdicts()) {
    const auto place = message.Find(verdict.class_path());
    findings.push_back({verdict.class_path(), verdict.rule(), verdict.return_code(),
                        place ? std::int64_t{place->line()} : 0, WithoutCitizenNumbers(verdict.explanation())});
  }
  return findings;
}

}  // namespace clientroute::messaging

#include "services/messaging/control/claim_answer.h"

#include <utility>
#include <vector>

#include "services/messaging/control/claim_values.h"
#include "services/messaging/control/class_codes.h"
#include "services/messaging/standard/rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr std::string_view kWhollyGranted = "8001";

void CopyValues(const InstanceView& from, Message& answer, InstanceIndex to) {
  for (const auto& [field, value] : from.values()) answer.Set(to, field, value);
}

void FillHeader(const Message& claim, const ClaimAnswerHeader& header, Message& answer) {
  const InstanceView from = claim.header();
  const Release& release = answer.schema().release();
  answer.Set(0, "Afzender"_field, claim.receiver());
  answer.Set(0, "Ontvanger"_field, claim.sender());
  answer.Set(0, "BerichtIdentificatie/Identificatie"_field, header.identification);
  answer.Set(0, "BerichtIdentificatie/Dagtekening"_field, header.signed_on);
  answer.Set(0, "XsdVersie/BasisschemaXsdVersie"_field, release.basis_xsd_version);
  answer.Set(0, "XsdVersie/BerichtXsdVersie"_field, release.message_xsd_version);
  // TR337, and TR376 for the number in the body: those of the claim that is answered.
  answer.Set(0, "DeclaratieIdentificatie/Identificatie"_field, claim.identification());
  answer.Set(0, "DeclaratieIdentificatie/Dagtekening"_field, claim.signed_on());
  answer.Set(0, "XsltVersie"_field, header.xslt_version);
  // TR371: the version that the claim names, not ours.
  answer.Set(0, "XsdVersieDeclaratie/BasisschemaXsdVersie"_field, from.Get("XsdVersie/BasisschemaXsdVersie"_field));
  answer.Set(0, "XsdVersieDeclaratie/BerichtXsdVersie"_field, from.Get("XsdVersie/BerichtXsdVersie"_field));
}

void AddCodes(const ClassCodes::Codes& codes, std::string_view otherwise, Message& answer, InstanceIndex to) {
  for (const std::string& code : codes) answer.AddReturnCode(to, code);
  if (codes.empty()) answer.AddReturnCode(to, otherwise);
}

/// Writes a client with something refused into the answer, its lines as they were claimed (TR366, TR367); returns the
/// cents that are not granted to it.
std::int64_t CopyClient(const InstanceView& client, const ClassCodes& codes, Message& answer, InstanceIndex parent) {
  const bool whole = codes.RefusesAt(client.index());
  std::int64_t refused_cents = 0;
  std::optional<InstanceIndex> to;
  for (const InstanceView& line : client.message().Inside(client, "Prestatie"_class)) {
    if (!whole && !codes.RefusesAt(line.index())) continue;
    if (!to.has_value()) {
      to = answer.Add("Client"_class, parent);
      CopyValues(client, answer, *to);
    }
    const InstanceIndex line_to = answer.Add("Prestatie"_class, *to).value();
    CopyValues(line, answer, line_to);
    AddCodes(codes.Of(line.index()), kNotJudged, answer, line_to);
    refused_cents += LineCents(line);
  }
  if (to.has_value()) AddCodes(whole ? codes.Of(client.index()) : ClassCodes::Codes(), kNoRemark, answer, *to);
  return refused_cents;
}

/// Fills everything under the header; returns the granted cents.
std::int64_t FillBody(const InstanceView& claim, const ClassCodes& codes, Message& answer) {
  const InstanceIndex to = answer.Add("DeclaratieAntwoord"_class, kNoInstance).value();
  const std::int64_t submitted = SubmittedCents(claim);
  answer.Set(to, "DeclaratieNummer"_field, claim.Get("DeclaratieNummer"_field));
  SetSubmittedCents(answer, to, submitted);
  std::int64_t granted = submitted;
  if (codes.RefusesAt(claim.index())) {
    granted = 0;
    AddCodes(codes.Of(claim.index()), kNoRemark, answer, to);
  } else if (!codes.RefusesAnything()) {
    answer.AddReturnCode(to, kWhollyGranted);
  } else {
    for (const InstanceView& client : claim.message().Inside(claim, "Client"_class)) {
      granted -= CopyClient(client, codes, answer, to);
    }
    answer.AddReturnCode(to, kNoRemark);
  }
  SetGrantedCents(answer, to, granted);
  return granted;
}

}  // namespace

ReturnOutcome MakeClaimAnswer(const Message& claim, std::span<const ClassVerdict> verdicts,
                              const ClaimAnswerHeader& header, const Catalogue& catalogue) {
  const MessageSchema* schema = catalogue.Find(claim.schema().release(), kClaimAnswerMessage);
  if (claim.number() != kClaimMessage || schema == nullptr || !claim.body().has_value()) {
    return {std::nullopt, std::string(claim.schema().name()) + " is no claim that can be answered"};
  }
  ClassCodes codes;
  if (std::string error = codes.Take(claim, verdicts); !error.empty()) return {std::nullopt, std::move(error)};

  ReturnOutcome outcome;
  Message& answer = outcome.message.emplace(*schema);
  FillHeader(claim, header, answer);
  AddCodes(codes.RefusesAt(0) ? codes.Of(0) : ClassCodes::Codes(), kNoRemark, answer, 0);
  const std::int64_t granted = codes.RefusesAt(0) ? 0 : FillBody(*claim.body(), codes, answer);
  if (header.granted_cents.value_or(granted) != granted) {
    return {std::nullopt, "the answer would grant " + std::to_string(granted) + " cents where " +
                              std::to_string(*header.granted_cents) + " were posted"};
  }
  return outcome;
}

}  // namespace clientroute::messaging

#include "services/messaging/hub/refusal_notice.h"

#include <string>

#include "services/messaging/hub/receipt_store.h"
#include "services/messaging/hub/transport_code.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

constexpr std::size_t kReferenceBytes = 16;

/// Empty for what is nothing of the transport.
std::string_view CodeOf(const MessageFinding& finding) {
  if (finding.rule == kSchemaRule) return kAgainstSchema;
  if (finding.rule != kExchangeRule) return "";
  const std::string_view element = std::string_view(finding.class_path).substr(finding.class_path.rfind('/') + 1);
  if (element == "BerichtCode") return kFunctionUnsupported;
  return element == "Ontvanger" || element == "Afzender" ? kMunicipalityUnknown : "";
}

}  // namespace

absl::Status NoticeRefusal(const MessagingParts& parts, Connection& connection, std::int64_t message,
                           std::span<const MessageFinding> findings) {
  if (findings.empty() || CodeOf(findings.front()).empty()) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const auto receipt, FindReceiptOf(connection, message));
  if (!receipt) return absl::OkStatus();
  const MessageFinding& first = findings.front();
  UntoldFault fault;
  fault.receipt = receipt->number;
  fault.reference = LetterReferenceOf(parts.random->Bytes(kReferenceBytes));
  fault.fault = {
      std::string(CodeOf(first)), std::string(kPlaceClient), "",
      Cat(first.class_path, first.line > 0 ? Cat(" (regel ", first.line, ")") : "", ": ", first.explanation)};
  fault.made_at = parts.clock->Now();
  return AddFault(connection, fault);
}

}  // namespace clientroute::messaging

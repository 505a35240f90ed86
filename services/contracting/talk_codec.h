#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TALK_CODEC_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TALK_CODEC_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "clientroute/contracting/v1/supplier_management.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/contracting/talk.h"
#include "services/platform/status/status.h"

namespace clientroute::contracting {

inline constexpr std::string_view kTalks = "talks";
inline constexpr std::string_view kAgreements = "agreements";

/// What is wrong with a request. Texts that hold a citizen number go first: they must be gone before anything else is
/// looked at, and are told by field, never by what they say. One thread.
class TalkViolations {
 public:
  void Require(bool holds, std::string field, std::string_view what);
  /// A text that must say something and hold no citizen number.
  void RequireText(std::string_view text, std::string field);
  /// A text that may be empty.
  void CheckText(std::string_view text, std::string field);
  void Add(const Problems& problems);
  /// Errors: InvalidArgument CITIZEN_NUMBER_IN_TEXT, REQUEST_INVALID.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldViolation> identifying_;
  std::vector<FieldViolation> wrong_;
};

/// Read parts of a request; what is wrong with them is added to `violations`. Pure, thread-safe.
std::vector<TalkParticipant> ReadParticipants(const google::protobuf::RepeatedPtrField<v1::TalkParticipant>& in,
                                              TalkViolations* violations);
std::vector<AgendaItem> ReadAgenda(const google::protobuf::RepeatedPtrField<v1::AgendaItem>& in,
                                   TalkViolations* violations);
std::vector<ItemReport> ReadReports(const google::protobuf::RepeatedPtrField<v1::ItemReport>& in,
                                    TalkViolations* violations);
/// Agreements of the talk, without ids, due on its day or later.
std::vector<Agreement> ReadAgreements(const google::protobuf::RepeatedPtrField<v1::NewAgreement>& in, const Talk& talk,
                                      TalkViolations* violations);

v1::Talk ToProto(const Talk& talk, Date today);
v1::Agreement ToProto(const Agreement& agreement, Date today);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TALK_CODEC_H_

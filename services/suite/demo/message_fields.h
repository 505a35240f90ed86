#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_FIELDS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_FIELDS_H_

#include <string_view>

#include "services/messaging/codec/message.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {

inline absl::Status MakingFailed(std::string_view what) {
  return Error(absl::StatusCode::kInternal, "MESSAGE_MAKER", what);
}

/// Sets values one after another and remembers whether all went well.
class Fields {
 public:
  Fields(messaging::Message& message, messaging::InstanceIndex instance) : message_(message), instance_(instance) {}
  Fields& Set(messaging::FieldId field, std::string_view value) {
    ok_ = message_.Set(instance_, field, value) && ok_;
    return *this;
  }
  bool ok() const { return ok_; }

 private:
  messaging::Message& message_;
  messaging::InstanceIndex instance_;
  bool ok_ = true;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_MESSAGE_FIELDS_H_

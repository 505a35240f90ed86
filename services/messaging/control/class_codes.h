#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLASS_CODES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLASS_CODES_H_

#include <map>
#include <set>
#include <span>
#include <string>

#include "services/messaging/codec/message.h"
#include "services/messaging/control/return_message.h"

namespace clientroute::messaging {

/// The return codes of the classes of a message, from the verdicts of its judges. A value, not thread-safe while it is
/// filled.
class ClassCodes {
 public:
  using Codes = std::set<std::string, std::less<>>;  // ascending, so that the same verdicts give the same answer

  /// Takes the verdicts on `message`; repeated ones count once, and beside a code that refuses, "no remark" and "not
  /// judged" say nothing. What is wrong with a verdict, in English; "" when nothing is: a class path that the message
  /// does not have, a code that is not in the list.
  std::string Take(const Message& message, std::span<const ClassVerdict> verdicts);

  /// The codes of an instance; empty when nothing was said of it.
  const Codes& Of(InstanceIndex instance) const;
  bool RefusesAt(InstanceIndex instance) const;
  bool RefusesAnything() const;

 private:
  std::map<InstanceIndex, Codes> codes_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CLASS_CODES_H_

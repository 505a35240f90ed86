#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_VERDICT_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_VERDICT_H_

#include <ostream>
#include <string>
#include <string_view>

/// The verdict of control levels 1 and 2 on one message, as it is told.
namespace clientroute::suite {

/// Judges `bytes` and writes one line of JSON:
///   {"file":"a.xml","message":"JW305","level":2,"codes":[
///     {"rule":"CS058","return_code":"0001","element":"Client[1]/...","line":31,"text":"..."}]}
/// `message` is null when the root is of no known message. `level` is 0 for a message that is clean, else the level
/// that it fails at: 1 (the schema; `codes` has the first error alone, of rule "schema", without return code) or 2
/// (the content; `codes` has every rule that is broken, at every place). `element` and `text` hold no value of the
/// message. Gives whether the message is clean. The bytes are let go before the content is judged.
bool WriteVerdict(std::string_view file, std::string bytes, std::ostream& out);

/// The same for people, in Dutch.
bool WriteReadableVerdict(std::string_view file, std::string bytes, std::ostream& out);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_VERDICT_H_

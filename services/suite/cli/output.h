#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_OUTPUT_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_OUTPUT_H_

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace clientroute::suite {

enum class Style { kPlain, kBold, kFaint, kGood, kBad, kWarning, kAccent };

/// Where a command says what it has to say: people's Dutch or machines' JSON. Not thread-safe.
class Output {
 public:
  Output(std::ostream& out, bool json, bool colour) : out_(out), json_(json), colour_(colour) {}
  /// Whether machines read it; then a command prints one message and no lines.
  bool json() const { return json_; }
  std::ostream& stream() { return out_; }
  void Line(std::string_view text = "");
  /// The text in a style; as it is when there are no colours.
  std::string Styled(Style style, std::string_view text) const;
  /// The message as protobuf JSON, indented. A message of ours always can.
  void Json(const google::protobuf::Message& message);

 private:
  std::ostream& out_;
  bool json_;
  bool colour_;
};

/// How many columns the text takes in a terminal: code points, without colour codes. Pure.
std::size_t Width(std::string_view text);
/// `text` and as many blanks as it needs to be `width` wide.
std::string Padded(std::string_view text, std::size_t width);
/// The text in lines of at most `width` where its blanks allow. Pure.
std::vector<std::string> Wrapped(std::string_view text, std::size_t width);

/// Rows under titles, each column as wide as its widest cell.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> titles) : titles_(std::move(titles)) {}
  /// A row shorter than the titles is filled with empty cells.
  void Add(std::vector<std::string> row);
  bool empty() const { return rows_.empty(); }
  void Print(Output& out) const;

 private:
  std::vector<std::string> titles_;
  std::vector<std::vector<std::string>> rows_;
};

/// The rows of a list: `when_empty` when there are none, and below them that there are more where `page`, what the list
/// method answered, says so (`next_page_token`).
void PrintRows(const TextTable& table, std::string_view when_empty, const google::protobuf::Message& page, Output& out);

/// Says on `err` what went wrong, for people in Dutch or as one JSON object, and gives the exit code: 0 ok, 1 refused
/// or failed, 2 wrong use.
int Conclude(const absl::Status& status, bool json, std::ostream& err);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_OUTPUT_H_

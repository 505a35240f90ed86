#include "services/suite/cli/output.h"

#include <algorithm>
#include <utility>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/dutch_reasons.h"
#include "services/suite/cli/dutch_violations.h"

namespace clientroute::suite {
namespace {

std::string_view Code(Style style) {
  switch (style) {
    case Style::kBold:
      return "\033[1m";
    case Style::kFaint:
      return "\033[2m";
    case Style::kGood:
      return "\033[32m";
    case Style::kBad:
      return "\033[31m";
    case Style::kWarning:
      return "\033[33m";
    case Style::kAccent:
      return "\033[36m";
    case Style::kPlain:
      break;
  }
  return "";
}

std::string ToJson(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  std::string text;
  if (auto status = google::protobuf::util::MessageToJsonString(message, &text, options); !status.ok()) {
    StopOnDefect(Cat("a message that cannot be printed as JSON: ", message.GetTypeName()));
  }
  return text;
}

std::string_view DutchCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kNotFound:
      return "niet gevonden";
    case absl::StatusCode::kAlreadyExists:
      return "bestaat al";
    case absl::StatusCode::kInvalidArgument:
      return "onjuiste gegevens";
    case absl::StatusCode::kFailedPrecondition:
      return "kan nu niet";
    case absl::StatusCode::kPermissionDenied:
      return "niet toegestaan";
    case absl::StatusCode::kUnauthenticated:
      return "wie u bent is niet bekend";
    case absl::StatusCode::kUnavailable:
      return "niet bereikbaar, probeer het straks opnieuw";
    case absl::StatusCode::kDeadlineExceeded:
      return "duurde te lang, probeer het straks opnieuw";
    case absl::StatusCode::kResourceExhausted:
      return "geen ruimte meer";
    case absl::StatusCode::kAborted:
      return "intussen gewijzigd, probeer het opnieuw";
    default:
      return "mislukt";
  }
}

void PrintJsonError(const absl::Status& status, std::ostream& err) {
  google::protobuf::Struct error;
  auto& fields = *error.mutable_fields();
  fields["code"].set_string_value(absl::StatusCodeToString(status.code()));
  fields["reason"].set_string_value(ReasonOf(status));
  fields["message"].set_string_value(std::string(status.message()));
  for (const auto& [key, value] : MetadataOf(status)) {
    (*fields["metadata"].mutable_struct_value()->mutable_fields())[key].set_string_value(value);
  }
  for (const FieldViolation& violation : ViolationsOf(status)) {
    auto& item = *fields["violations"].mutable_list_value()->add_values()->mutable_struct_value()->mutable_fields();
    item["field"].set_string_value(violation.field);
    item["description"].set_string_value(violation.description);
  }
  err << ToJson(error, false) << "\n";
}

}  // namespace

void Output::Line(std::string_view text) { out_ << text << "\n"; }

std::string Output::Styled(Style style, std::string_view text) const {
  std::string_view code = Code(style);
  if (!colour_ || code.empty() || text.empty()) return std::string(text);
  return Cat(code, text, "\033[0m");
}

void Output::Json(const google::protobuf::Message& message) {
  std::string text = ToJson(message, true);
  out_ << text << (text.ends_with('\n') ? "" : "\n");
}

std::size_t Width(std::string_view text) {
  std::size_t width = 0;
  bool escape = false;
  for (char c : text) {
    if (c == '\033') escape = true;
    // A byte 10xxxxxx goes on with the code point before it.
    if (!escape && (static_cast<unsigned char>(c) & 0xC0) != 0x80) ++width;
    if (escape && c == 'm') escape = false;
  }
  return width;
}

std::string Padded(std::string_view text, std::size_t width) {
  std::size_t taken = Width(text);
  return std::string(text) + std::string(width > taken ? width - taken : 0, ' ');
}

std::vector<std::string> Wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    if (!line.empty() && Width(line) + 1 + Width(word) > width) lines.push_back(std::exchange(line, ""));
    if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
    if (end < text.size() && text[end] == '\n') lines.push_back(std::exchange(line, ""));
    begin = end + 1;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

void TextTable::Add(std::vector<std::string> row) {
  row.resize(titles_.size());
  rows_.push_back(std::move(row));
}

void TextTable::Print(Output& out) const {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < titles_.size(); ++column) {
    std::size_t width = Width(titles_[column]);
    for (const auto& row : rows_) width = std::max(width, Width(row[column]));
    widths.push_back(width);
  }
  auto print = [&](const std::vector<std::string>& cells, Style style) {
    std::string line;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      bool last = column + 1 == cells.size();
      std::string cell = last ? cells[column] : Padded(cells[column], widths[column] + 2);
      line += out.Styled(style, cell);
    }
    while (line.ends_with(' ')) line.pop_back();
    out.Line(line);
  };
  print(titles_, Style::kBold);
  for (const auto& row : rows_) print(row, Style::kPlain);
}

void PrintRows(const TextTable& table, std::string_view when_empty, const google::protobuf::Message& page,
               Output& out) {
  if (table.empty()) return out.Line(when_empty);
  table.Print(out);
  const auto* token = page.GetDescriptor()->FindFieldByName("next_page_token");
  if (token != nullptr && !page.GetReflection()->GetString(page, token).empty()) {
    out.Line(out.Styled(Style::kFaint, "Er zijn er meer; --limit zegt hoeveel er getoond worden."));
  }
}

int Conclude(const absl::Status& status, bool json, std::ostream& err) {
  if (status.ok()) return 0;
  bool usage = IsWrongUse(status);
  if (json) {
    PrintJsonError(status, err);
  } else if (usage) {
    err << "clientroute: " << std::string(status.message()) << "\n";
  } else {
    std::string reason = ReasonOf(status);
    const std::vector<FieldViolation> violations = ViolationsOf(status);
    std::string dutch = DutchReason(status);
    // It did not come from a service at all.
    if (reason.empty() && absl::IsUnavailable(status)) {
      dutch = "de suite antwoordt niet. Draait zij nog? 'clientroute serve' start haar";
    }
    err << "clientroute: " << DutchCode(status.code()) << (reason.empty() ? "" : " [" + reason + "]");
    // The fields that are wrong stand below, each on its line; then the message says the same in one.
    if (violations.empty()) err << ": " << (dutch.empty() ? std::string(status.message()) : dutch);
    err << "\n";
    for (const FieldViolation& violation : violations) {
      err << "  " << violation.field << ": " << DutchViolation(violation.description) << "\n";
    }
  }
  return usage ? 2 : 1;
}

}  // namespace clientroute::suite

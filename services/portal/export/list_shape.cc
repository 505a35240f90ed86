#include "services/portal/export/list_shape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "google/protobuf/timestamp.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::portal {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A message in a message in a message: deeper than that nobody reads in a sheet.
constexpr int kDepthMost = 3;

const FieldDescriptor* FieldOfType(const Descriptor* message, const char* name, FieldDescriptor::CppType type) {
  const FieldDescriptor* field = message->FindFieldByName(name);
  return field != nullptr && field->cpp_type() == type && !field->is_repeated() ? field : nullptr;
}

bool IsMessage(const FieldDescriptor* field) { return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE; }

/// Messages that are one value to people.
bool IsValue(const Descriptor* message) {
  constexpr std::array<std::string_view, 3> kValues = {"clientroute.type.v1.Date", "clientroute.type.v1.Money",
                                                       "google.protobuf.Timestamp"};
  return std::ranges::find(kValues, message->full_name()) != kValues.end();
}

/// `-12.05`, of cents.
std::string Euros(std::int64_t cents) {
  const std::uint64_t size = cents < 0 ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
  const std::uint64_t rest = size % 100;
  return Cat(cents < 0 ? "-" : "", size / 100, rest < 10 ? ".0" : ".", rest);
}

std::int64_t NumberOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const auto* reflection = message.GetReflection();
  return field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 ? reflection->GetInt64(message, field)
                                                             : reflection->GetInt32(message, field);
}

std::string DayOf(const Message& message) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", static_cast<int>(NumberOf(message, "year")),
                static_cast<int>(NumberOf(message, "month")), static_cast<int>(NumberOf(message, "day")));
  return text.data();
}

std::string MomentOf(const Message& message) {
  const Instant instant{std::chrono::seconds(NumberOf(message, "seconds"))};
  return Cat(LocalDate(instant).ToString(), " ", LocalTime(instant));
}

void Collect(const Message& message, const std::vector<const FieldDescriptor*>& way, std::size_t step,
             std::vector<Cell>& cells);

/// A whole message in one cell: what it holds, with a space between.
Cell WholeOf(const Message& message, int depth) {
  const Descriptor* type = message.GetDescriptor();
  if (type->full_name() == "clientroute.type.v1.Money") return {true, Euros(NumberOf(message, "cents"))};
  if (type->full_name() == "clientroute.type.v1.Date") return {false, DayOf(message)};
  if (type->full_name() == "google.protobuf.Timestamp") return {false, MomentOf(message)};
  Cell whole;
  for (int i = 0; i < type->field_count() && depth < kDepthMost; ++i) {
    std::vector<Cell> cells;
    Collect(message, {type->field(i)}, 0, cells);
    for (const Cell& cell : cells) {
      if (!cell.text.empty()) whole.text += Cat(whole.text.empty() ? "" : " ", cell.text);
    }
  }
  return whole;
}

/// The value of a field that is no message; the `index`-th where it is repeated.
Cell ScalarOf(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  const bool many = field->is_repeated();
  const auto get = [&](auto single, auto repeated) {
    return many ? (reflection->*repeated)(message, field, index) : (reflection->*single)(message, field);
  };
  using Reflection = google::protobuf::Reflection;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return {true, std::to_string(get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32))};
    case FieldDescriptor::CPPTYPE_INT64:
      return {true, std::to_string(get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64))};
    case FieldDescriptor::CPPTYPE_UINT32:
      return {true, std::to_string(get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32))};
    case FieldDescriptor::CPPTYPE_UINT64:
      return {true, std::to_string(get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64))};
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {true, std::to_string(get(&Reflection::GetDouble, &Reflection::GetRepeatedDouble))};
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {true, std::to_string(get(&Reflection::GetFloat, &Reflection::GetRepeatedFloat))};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {false, get(&Reflection::GetBool, &Reflection::GetRepeatedBool) ? "ja" : "nee"};
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = get(&Reflection::GetEnum, &Reflection::GetRepeatedEnum);
      return {false, value->number() == 0 ? "" : value->name()};
    }
    case FieldDescriptor::CPPTYPE_STRING:
      // Bytes are for machines.
      if (field->type() == FieldDescriptor::TYPE_BYTES) return {};
      return {false, get(&Reflection::GetString, &Reflection::GetRepeatedString)};
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return {};
}

void Collect(const Message& message, const std::vector<const FieldDescriptor*>& way, std::size_t step,
             std::vector<Cell>& cells) {
  const FieldDescriptor* field = way[step];
  const auto* reflection = message.GetReflection();
  const bool absent = !field->is_repeated() && field->has_presence() && !reflection->HasField(message, field);
  const int count = absent ? 0 : field->is_repeated() ? reflection->FieldSize(message, field) : 1;
  for (int i = 0; i < count; ++i) {
    if (!IsMessage(field)) {
      cells.push_back(ScalarOf(message, field, i));
      continue;
    }
    const Message& inner = field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                                : reflection->GetMessage(message, field);
    if (step + 1 < way.size()) {
      Collect(inner, way, step + 1, cells);
    } else {
      cells.push_back(WholeOf(inner, static_cast<int>(step)));
    }
  }
}

const FieldDescriptor* FindField(const Descriptor* message, const std::string& name) {
  const FieldDescriptor* field = message->FindFieldByCamelcaseName(name);
  return field != nullptr ? field : message->FindFieldByName(name);
}

void Spread(const Descriptor* message, const Column& before, std::vector<Column>& columns) {
  for (int i = 0; i < message->field_count() && columns.size() < kColumnsMost; ++i) {
    const FieldDescriptor* field = message->field(i);
    Column column = before;
    column.way.push_back(field);
    column.title += Cat(before.title.empty() ? "" : ".", field->camelcase_name());
    const bool whole = !IsMessage(field) || field->is_repeated() || IsValue(field->message_type());
    if (whole || static_cast<int>(column.way.size()) >= kDepthMost) {
      columns.push_back(std::move(column));
    } else {
      Spread(field->message_type(), column, columns);
    }
  }
}

}  // namespace

std::optional<ListShape> ListShapeOf(const google::protobuf::MethodDescriptor* method) {
  const Descriptor* request = method->input_type();
  const Descriptor* answer = method->output_type();
  ListShape shape{FieldOfType(request, "page_size", FieldDescriptor::CPPTYPE_INT32),
                  FieldOfType(request, "page_token", FieldDescriptor::CPPTYPE_STRING),
                  FieldOfType(answer, "next_page_token", FieldDescriptor::CPPTYPE_STRING), nullptr};
  for (int i = 0; i < answer->field_count() && shape.rows == nullptr; ++i) {
    const FieldDescriptor* field = answer->field(i);
    if (field->is_repeated() && IsMessage(field) && !field->is_map()) shape.rows = field;
  }
  const bool whole = shape.page_size && shape.page_token && shape.next_page_token && shape.rows;
  return whole && !method->server_streaming() ? std::optional(shape) : std::nullopt;
}

absl::StatusOr<std::vector<Column>> ParseColumns(std::string_view text, const Descriptor* row) {
  std::vector<Column> columns;
  while (!text.empty()) {
    if (columns.size() >= kColumnsMost) {
      return Error(absl::StatusCode::kInvalidArgument, "COLUMNS_MOST", Cat("more than ", kColumnsMost, " columns"));
    }
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = std::min(item.find(':'), item.size());
    Column column;
    column.title = item.substr(colon == item.size() ? 0 : colon + 1);
    const Descriptor* message = row;
    for (std::string_view path = item.substr(0, colon); !path.empty() || column.way.empty();) {
      const std::size_t dot = std::min(path.find('.'), path.size());
      const FieldDescriptor* field =
          message == nullptr ? nullptr : FindField(message, std::string(path.substr(0, dot)));
      if (field == nullptr) {
        return Error(absl::StatusCode::kInvalidArgument, "COLUMN_UNKNOWN",
                     Cat("a row has no field ", item.substr(0, colon)));
      }
      column.way.push_back(field);
      message = IsMessage(field) ? field->message_type() : nullptr;
      path.remove_prefix(std::min(dot + 1, path.size()));
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

std::vector<Column> AllColumns(const Descriptor* row) {
  std::vector<Column> columns;
  Spread(row, {}, columns);
  return columns;
}

Cell CellOf(const Message& row, const Column& column) {
  std::vector<Cell> cells;
  Collect(row, column.way, 0, cells);
  if (cells.size() == 1) return std::move(cells.front());
  Cell together;
  for (const Cell& cell : cells) together.text += Cat(together.text.empty() ? "" : ", ", cell.text);
  return together;
}

}  // namespace clientroute::portal

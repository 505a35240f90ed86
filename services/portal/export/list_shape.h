#ifndef CLIENTROUTE_SERVICES_PORTAL_EXPORT_LIST_SHAPE_H_
#define CLIENTROUTE_SERVICES_PORTAL_EXPORT_LIST_SHAPE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace clientroute::portal {

// What can be exported, read off the descriptors. Free functions, pure, thread-safe.

/// The fields by which a method is a paged list (AIP-158): of its request and of its answer.
struct ListShape {
  const google::protobuf::FieldDescriptor* page_size = nullptr;
  const google::protobuf::FieldDescriptor* page_token = nullptr;
  const google::protobuf::FieldDescriptor* next_page_token = nullptr;
  const google::protobuf::FieldDescriptor* rows = nullptr;  // the first repeated message of the answer
};
/// nullopt for a method that is no paged list.
std::optional<ListShape> ListShapeOf(const google::protobuf::MethodDescriptor* method);

/// A column: a way through the fields of a row, and what stands above it.
struct Column {
  std::vector<const google::protobuf::FieldDescriptor*> way;
  std::string title;
};
inline constexpr std::size_t kColumnsMost = 100;

/// `period.startDate:Begin,provider:Aanbieder`: fields by their name in JSON or in the proto; without a title the path
/// stands above. Errors: InvalidArgument COLUMN_UNKNOWN, COLUMNS_MOST.
absl::StatusOr<std::vector<Column>> ParseColumns(std::string_view text, const google::protobuf::Descriptor* row);
/// Every field of a row, those of single messages in it spread out.
std::vector<Column> AllColumns(const google::protobuf::Descriptor* row);

/// What stands in a cell. A number is written exactly, with a point and no separators: it has never been a float.
struct Cell {
  bool is_number = false;
  std::string text;
};
/// The value at the column: money in euros, days as 2026-04-01, moments as local day and time, yes or no as ja or nee;
/// several values with a comma between them; empty where there is none.
Cell CellOf(const google::protobuf::Message& row, const Column& column);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_EXPORT_LIST_SHAPE_H_

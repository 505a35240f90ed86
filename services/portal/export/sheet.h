#ifndef CLIENTROUTE_SERVICES_PORTAL_EXPORT_SHEET_H_
#define CLIENTROUTE_SERVICES_PORTAL_EXPORT_SHEET_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/files/file_descriptor.h"
#include "services/portal/export/list_shape.h"

namespace clientroute::portal {

/// A sheet on its way to a file that nobody else can see: rows are written as they come, so that its size costs disk
/// and no memory. Text that a spreadsheet would take for a formula stays text. One thread.
class Sheet {
 public:
  virtual ~Sheet() = default;
  /// Errors of all: Unavailable EXPORT_DISK.
  virtual absl::Status Write(const std::vector<Cell>& cells) = 0;
  /// The file, at its beginning; its name is gone already. Once, after the last row.
  virtual absl::StatusOr<FileDescriptor> Finish() = 0;
};

/// RFC 4180, as a Dutch spreadsheet opens it: UTF-8 with its mark, semicolons, decimal commas. A text that begins with
/// one of `= + - @`, a tab or a return gets an apostrophe before it.
absl::StatusOr<std::unique_ptr<Sheet>> MakeCsv(const std::vector<Column>& columns);
/// Office Open XML, by libxlsxwriter in constant memory. Text is stored as text, so no cell is ever a formula.
absl::StatusOr<std::unique_ptr<Sheet>> MakeXlsx(const std::vector<Column>& columns);

/// The cell as CSV writes it. Pure.
std::string CsvField(const Cell& cell);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_EXPORT_SHEET_H_

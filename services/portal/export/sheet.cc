#include "services/portal/export/sheet.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

// Written at a time.
constexpr std::size_t kBufferBytes = 64 * 1024;
// What a cell of a spreadsheet can hold.
constexpr std::size_t kCellBytesMost = 32'767;

absl::Status DiskError() {
  return Error(absl::StatusCode::kUnavailable, "EXPORT_DISK", "an export cannot be written to the disk");
}

/// A folder of its own for files on their way; goes with all that is in it.
class WayFolder {
 public:
  WayFolder() {
    std::error_code ignored;
    std::string path = (std::filesystem::temp_directory_path(ignored) / "clientroute-export-XXXXXX").string();
    if (::mkdtemp(path.data()) != nullptr) path_ = path;
  }
  ~WayFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  WayFolder(const WayFolder&) = delete;
  WayFolder& operator=(const WayFolder&) = delete;
  bool ok() const { return !path_.empty(); }
  const std::string& path() const { return path_; }
  std::string File() const { return path_ + "/sheet"; }

 private:
  std::string path_;
};

class CsvSheet final : public Sheet {
 public:
  CsvSheet() : file_(::open(folder_.File().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
  bool ok() const { return file_.ok(); }

  absl::Status Begin(const std::vector<Column>& columns) {
    buffer_ = "\xEF\xBB\xBF";
    std::vector<Cell> titles;
    for (const Column& column : columns) titles.push_back({false, column.title});
    return Write(titles);
  }

  absl::Status Write(const std::vector<Cell>& cells) override {
    for (std::size_t i = 0; i < cells.size(); ++i) buffer_ += Cat(i == 0 ? "" : ";", CsvField(cells[i]));
    buffer_ += "\r\n";
    return buffer_.size() < kBufferBytes ? absl::OkStatus() : Flush();
  }

  absl::StatusOr<FileDescriptor> Finish() override {
    CLIENTROUTE_RETURN_IF_ERROR(Flush());
    if (::lseek(file_.get(), 0, SEEK_SET) != 0) return DiskError();
    return std::move(file_);
  }

 private:
  absl::Status Flush() {
    for (std::string_view rest = buffer_; !rest.empty();) {
      const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
      if (written <= 0) return DiskError();
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
    return absl::OkStatus();
  }

  WayFolder folder_;
  FileDescriptor file_;
  std::string buffer_;
};

class XlsxSheet final : public Sheet {
 public:
  XlsxSheet() {
    if (!folder_.ok()) return;
    lxw_workbook_options options{};
    options.constant_memory = 1;
    tmp_ = folder_.path();
    options.tmpdir = tmp_.data();
    book_ = workbook_new_opt(folder_.File().c_str(), &options);
    if (book_ != nullptr) sheet_ = workbook_add_worksheet(book_, nullptr);
  }
  ~XlsxSheet() override {
    if (book_ != nullptr) workbook_close(book_);
  }
  bool ok() const { return sheet_ != nullptr; }

  absl::Status Begin(const std::vector<Column>& columns) {
    lxw_format* bold = workbook_add_format(book_);
    format_set_bold(bold);
    worksheet_freeze_panes(sheet_, 1, 0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worksheet_write_string(sheet_, 0, static_cast<lxw_col_t>(i), columns[i].title.c_str(), bold);
    }
    row_ = 1;
    return absl::OkStatus();
  }

  absl::Status Write(const std::vector<Cell>& cells) override {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const Cell& cell = cells[i];
      if (cell.text.empty()) continue;
      // A spreadsheet knows no other numbers than floats of 15 digits; whatever is longer stays text.
      constexpr std::size_t kDigitsMost = 15;
      const lxw_error error =
          cell.is_number && cell.text.size() <= kDigitsMost
              ? worksheet_write_number(sheet_, row_, column, std::strtod(cell.text.c_str(), nullptr), nullptr)
              : worksheet_write_string(sheet_, row_, column, CutText(cell.text, kCellBytesMost).c_str(), nullptr);
      if (error != LXW_NO_ERROR) return DiskError();
    }
    ++row_;
    return absl::OkStatus();
  }

  absl::StatusOr<FileDescriptor> Finish() override {
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    FileDescriptor file(::open(folder_.File().c_str(), O_RDONLY | O_CLOEXEC));
    if (error != LXW_NO_ERROR || !file.ok()) return DiskError();
    return file;
  }

 private:
  WayFolder folder_;
  std::string tmp_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
};

template <typename Kind>
absl::StatusOr<std::unique_ptr<Sheet>> MakeSheet(const std::vector<Column>& columns) {
  auto sheet = std::make_unique<Kind>();
  if (!sheet->ok()) return DiskError();
  CLIENTROUTE_RETURN_IF_ERROR(sheet->Begin(columns));
  return sheet;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Sheet>> MakeCsv(const std::vector<Column>& columns) {
  return MakeSheet<CsvSheet>(columns);
}

absl::StatusOr<std::unique_ptr<Sheet>> MakeXlsx(const std::vector<Column>& columns) {
  return MakeSheet<XlsxSheet>(columns);
}

std::string CsvField(const Cell& cell) {
  std::string text = cell.text;
  if (cell.is_number) {
    std::ranges::replace(text, '.', ',');
    return text;
  }
  // Spaces before a sign are not looked at by every spreadsheet.
  const std::size_t first = text.find_first_not_of(' ');
  if (first != std::string::npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos) {
    text.insert(0, "'");
  }
  if (text.find_first_of(";\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace clientroute::portal

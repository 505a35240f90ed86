#include "services/portal/export/export_door.h"

#include <unistd.h>

#include <memory>
#include <utility>

#include "services/platform/status/status.h"
#include "services/portal/api/caller_of.h"
#include "services/portal/api/connect_error.h"
#include "services/portal/export/page_reader.h"
#include "services/portal/export/sheet.h"
#include "services/portal/http/encoding.h"
#include "services/portal/http/problem.h"
#include "services/portal/sign_in/guard.h"

namespace clientroute::portal {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::string_view kTooLarge = "EXPORT_TOO_LARGE";

HttpAnswer ProblemOf(const HttpRequest& request, const absl::Status& status) {
  if (ReasonOf(status) == kTooLarge) {
    return ProblemFor(request, 413, "Dit is te veel voor één bestand",
                      Cat("Een bestand kan ten hoogste ", ExportDoor::kRowsMost,
                          " regels bevatten. Beperk de lijst met een filter en probeer het opnieuw."));
  }
  const int http = ConnectHttpStatus(status.code());
  switch (http) {
    case 400:
      return ProblemFor(request, 400, "Dit kan zo niet worden bewaard",
                        Cat("Het verzoek klopt niet: ", ReasonOf(status), "."));
    case 403:
      return ProblemFor(request, 403, "Geen rechten", "U mag deze lijst niet zien.");
    case 404:
      return ProblemFor(request, 404, "Dit is er niet", "Wat u wilt bewaren bestaat niet (meer).");
    default:
      return ProblemFor(request, http >= 500 ? 503 : http, "Bewaren is niet gelukt",
                        "De lijst kon niet worden opgehaald. Probeer het over een paar minuten weer.");
  }
}

/// Sends a file piece by piece, each when the client has taken the one before. Owns itself until the end.
class FileSender final : public std::enable_shared_from_this<FileSender> {
 public:
  FileSender(SharedExchange exchange, FileDescriptor file) : exchange_(std::move(exchange)), file_(std::move(file)) {}

  void Next() {
    std::string piece(kPieceBytes, '\0');
    const ssize_t got = ::read(file_.get(), piece.data(), piece.size());
    if (got < 0) return;  // letting go of the exchange breaks the answer off, so that nobody takes it for whole
    if (got == 0) return exchange_->End();
    piece.resize(static_cast<std::size_t>(got));
    exchange_->Write(std::move(piece), [self = shared_from_this()](bool taken) {
      if (taken) self->Next();
    });
  }

 private:
  const SharedExchange exchange_;
  const FileDescriptor file_;
};

struct Job {
  SharedExchange exchange;
  SharedSession session;
  std::string format;
  const ApiMethod* method = nullptr;
  ListShape shape;
};

absl::StatusOr<FileDescriptor> WriteFile(const Job& job) {
  auto fields = ParseForm(job.exchange->request().query);
  const auto message = fields ? FromBase64Url((*fields)["message"]) : std::nullopt;
  if (!message) return Error(absl::StatusCode::kInvalidArgument, "QUERY_INVALID", "message is not base64url");
  CLIENTROUTE_ASSIGN(Caller caller, CallerOf(*job.session, (*fields)["purpose"]));
  const auto* row_type = job.shape.rows->message_type();
  CLIENTROUTE_ASSIGN(std::vector<Column> columns, ParseColumns((*fields)["columns"], row_type));
  if (columns.empty()) columns = AllColumns(row_type);
  PageReader reader(job.method, job.shape, std::move(caller), job.exchange);
  CLIENTROUTE_RETURN_IF_ERROR(reader.SetRequest(*message, ExportDoor::kPageRows));
  CLIENTROUTE_ASSIGN(const std::unique_ptr<Sheet> sheet, job.format == "csv" ? MakeCsv(columns) : MakeXlsx(columns));
  int rows = 0;
  std::vector<Cell> cells(columns.size());
  CLIENTROUTE_RETURN_IF_ERROR(reader.Read([&](const google::protobuf::Message& row) {
    if (++rows > ExportDoor::kRowsMost) {
      return Error(absl::StatusCode::kOutOfRange, kTooLarge, "the list has more rows than a file may have");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = CellOf(row, columns[i]);
    return sheet->Write(cells);
  }));
  return sheet->Finish();
}

/// `contracts-2026-04-01.csv`: what is listed, and the day.
std::string FileNameOf(const Job& job, Instant now) {
  return Cat(job.shape.rows->name(), "-", LocalDate(now).ToString(), ".", job.format);
}

void Run(const Job& job, Instant now) {
  absl::StatusOr<FileDescriptor> file = WriteFile(job);
  if (!file.ok()) return job.exchange->Answer(ProblemOf(job.exchange->request(), file.status()));
  HttpAnswer head;
  head.With("Content-Type", job.format == "csv" ? "text/csv; charset=utf-8"
                                                : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  head.With("Content-Disposition", Cat("attachment; filename=\"", FileNameOf(job, now), "\""));
  head.With("Cache-Control", "no-store");
  job.exchange->Begin(std::move(head));
  std::make_shared<FileSender>(job.exchange, *std::move(file))->Next();
}

}  // namespace

void ExportDoor::Export(const SharedExchange& exchange, const SharedSession& session, std::string_view format,
                        const ApiMethod& method) {
  const std::optional<ListShape> shape = ListShapeOf(method.descriptor);
  if (!shape || (format != "csv" && format != "xlsx")) {
    return exchange->Answer(
        ProblemFor(exchange->request(), 404, "Dit is er niet", "Dit is geen lijst die bewaard kan worden."));
  }
  const bool taken = workers_->Take(
      [job = Job{exchange, session, std::string(format), &method, *shape}, clock = clock_] { Run(job, clock->Now()); });
  if (!taken) exchange->Answer(Busy());
}

std::pair<std::string_view, std::string_view> ExportDoor::PartsOf(std::string_view path) {
  constexpr std::string_view kPrefix = "/export/";
  if (!path.starts_with(kPrefix)) return {};
  path.remove_prefix(kPrefix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace clientroute::portal

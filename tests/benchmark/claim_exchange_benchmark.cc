#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "services/claims/claims_service.h"
#include "services/claims/migrations.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/directory_exchange.h"
#include "services/messaging/messaging_service.h"
#include "services/messaging/migrations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/server/server.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/resource_name.h"
#include "services/provider/letter_writer.h"
#include "services/provider/profile.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/benchmark/route_suite.h"

// Claim files (JW323) of 2,500 lines, from the exchange's in/ to their answers (JW325) in out/: stored and sealed, four
// levels of control, judged and posted in the ledger by claims, answered, everything on SQLite files and synced. Both
// services are the real ones, behind gRPC in process; intake, allocation and contracting are stand-ins that answer
// their batch calls from memory. The yardstick reads the same files with the codec, writes a row a line in one
// transaction a file, and puts an answer of one element in out/.
namespace clientroute::benchmark {
namespace {

constexpr char kProvider[] = "42420001";
constexpr char kMunicipality[] = "0361";
constexpr std::int64_t kTariff = 8'400;
constexpr std::int64_t kHours = 12;
constexpr int kFiles = 4;
constexpr int kLines = 2'500;
constexpr int kSmokeLines = 20;
/// Every client has so many allocations.
constexpr int kOfAClient = 2;

Date Day(unsigned month, unsigned day) { return *Date::Of(2026, month, day); }

/// The `index`-th of the numbers for tests that keep the eleven test.
std::vector<std::string> CitizenNumbers(int count) {
  std::vector<std::string> numbers;
  constexpr int kFirst = 999'900'006;
  for (int number = kFirst; static_cast<int>(numbers.size()) < count; ++number) {
    if (CitizenNumber::Parse(std::to_string(number))) numbers.push_back(std::to_string(number));
  }
  return numbers;
}

std::string ClientOf(std::string_view number) {
  return NameOf("clients", Uuid::Derive(kClientrouteSpace, Cat("benchmark/", number)));
}

class Intake final : public intake::v1::Intake::Service {
  grpc::Status ResolveClients(grpc::ServerContext*, const intake::v1::ResolveClientsRequest* request,
                              intake::v1::ResolveClientsResponse* answer) override {
    for (int i = 0; i < request->citizen_numbers_size(); ++i) {
      auto& client = *answer->add_clients();
      client.set_index(i);
      client.set_client(ClientOf(request->citizen_numbers(i)));
    }
    return grpc::Status::OK;
  }
};

/// Allocation `n` is four hours a week for the client of line `n`.
class Allocations final : public allocation::v1::Allocation::Service {
 public:
  explicit Allocations(const std::vector<std::string>* numbers) : numbers_(*numbers) {}
  grpc::Status LookUpAllocations(grpc::ServerContext*, const allocation::v1::LookUpAllocationsRequest* request,
                                 allocation::v1::LookUpAllocationsResponse* answer) override {
    for (const std::int64_t number : request->numbers()) {
      auto& found = *answer->add_allocations();
      found.set_name(NameOf("allocations", Uuid::Derive(kClientrouteSpace, Cat("allocation ", number))));
      found.set_etag("3");
      found.set_number(number);
      found.set_client(ClientOf(numbers_[static_cast<std::size_t>((number - 1) / kOfAClient)]));
      found.set_municipality(kMunicipality);
      found.set_state(allocation::v1::CareAllocation::IN_CARE);
      auto& line = *found.mutable_line();
      line.set_line("line-1");
      line.set_law(type::v1::JEUGDWET);
      line.mutable_product()->set_category("45");
      line.mutable_product()->set_code("45A04");
      *line.mutable_period() = ToProto(*Period::Of(Day(1, 1), Day(12, 31)));
      line.mutable_volume()->set_amount(4);
      line.mutable_volume()->set_unit(type::v1::HOUR);
      line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
      line.set_provider(kProvider);
      line.set_contract("contracts/benchmark");
      line.set_allocation_number(number);
      auto& start = *found.add_deliveries();
      start.set_kind(allocation::v1::Delivery::START);
      *start.mutable_start_date() = ToProto(Day(1, 1));
    }
    return grpc::Status::OK;
  }

 private:
  const std::vector<std::string>& numbers_;
};

class Contracting final : public contracting::v1::Contracting::Service {
  grpc::Status LookUpTariffs(grpc::ServerContext*, const contracting::v1::LookUpTariffsRequest* request,
                             contracting::v1::LookUpTariffsResponse* answer) override {
    for (const auto& question : request->questions()) {
      auto& one = *answer->add_answers();
      one.set_key(question.key());
      one.set_found(true);
      one.mutable_tariff()->set_cents(kTariff);
      one.set_unit(type::v1::HOUR);
      one.set_contract("contracts/benchmark");
      one.mutable_record_time()->set_seconds(1'000);
    }
    return grpc::Status::OK;
  }
};

/// The `file`-th claim of April: another allocation a line.
absl::StatusOr<std::string> ClaimFile(int file, int lines, const std::vector<std::string>& numbers) {
  std::vector<provider::WrittenLine> written;
  for (int i = 0; i < lines; ++i) {
    const int number = file * lines + i + 1;
    provider::WrittenLine line;
    line.allocation.number = std::to_string(number);
    line.allocation.bsn = numbers[static_cast<std::size_t>((number - 1) / kOfAClient)];
    line.allocation.category = "45";
    line.code = "45A04";
    line.line.reference = Cat("P", number);
    line.line.first = Day(4, 1);
    line.line.last = Day(4, 30);
    line.line.volume = kHours;
    line.line.unit = "04";
    line.line.tariff_cents = kTariff;
    line.line.amount_cents = kHours * kTariff;
    written.push_back(std::move(line));
  }
  const provider::LetterHead head{std::string(provider::kYouth), kProvider, kMunicipality, Cat("B", file), Day(5, 5)};
  auto bytes = messaging::WriteMessage(provider::WriteClaim(head, Cat("D", file), Day(4, 1), written));
  if (!bytes.ok()) return absl::InternalError(Cat("a claim cannot be written: ", bytes.errors.front().reason));
  return std::move(bytes.bytes);
}

/// The two services with their records and folders.
class Exchange {
 public:
  Exchange(std::string folder, const std::vector<std::string>* numbers)
      : folder_(std::move(folder)), clock_(LocalMidnight(Day(5, 6))), allocations_(numbers) {}

  absl::Status Open() {
    CLIENTROUTE_ASSIGN(world_, CallWorld::Make(&clock_));
    CLIENTROUTE_ASSIGN(claims_record_, OpenSqlite({folder_ + "/claims.db"}, claims::ClaimsMigrations()));
    CLIENTROUTE_ASSIGN(messaging_record_, OpenSqlite({folder_ + "/messaging.db"}, messaging::MessagingMigrations()));
    CLIENTROUTE_ASSIGN(hub_, messaging::DirectoryExchange::Open(folder_ + "/exchange", {kMunicipality}));
    CLIENTROUTE_ASSIGN(others_, StartServer("", {&intake_, &allocations_, &contracting_}));
    claims_ =
        std::make_unique<claims::ClaimsService>(world_->stack("claims", claims_record_.get()),
                                                claims::ClaimsDependencies{others_->InProcess(), others_->InProcess()});
    CLIENTROUTE_ASSIGN(claims_door_, StartServer("", {claims_.get()}));
    messaging_ = std::make_unique<messaging::MessagingService>(
        world_->stack("messaging", messaging_record_.get()),
        messaging::MessagingDeps{messaging_record_.get(), random_.get(), hub_.get(), &key_, others_->InProcess(),
                                 others_->InProcess(), claims_door_->InProcess()});
    return absl::OkStatus();
  }
  std::string Folder(std::string_view box) const { return Cat(folder_, "/exchange/", kMunicipality, "/", box); }
  /// Until there is an answer to each of so many files. Errors: DeadlineExceeded after so much work that it never
  /// comes.
  absl::Status AnswerAll(int files) {
    constexpr int kStepsMost = 10'000;
    for (int step = 0; step < kStepsMost; ++step) {
      for (Work* work : messaging_->works()) work->Run();
      int answers = 0;
      for (const auto& entry : std::filesystem::directory_iterator(Folder("out"))) {
        answers += entry.path().filename().string().front() == '.' ? 0 : 1;
      }
      if (answers == files) return absl::OkStatus();
    }
    return absl::DeadlineExceededError("not all claims are answered");
  }

 private:
  const std::string folder_;
  ManualClock clock_;
  Intake intake_;
  Allocations allocations_;
  Contracting contracting_;
  std::unique_ptr<Random> random_ = MakeSystemRandom();
  const SecretKey key_ = *SecretKey::FromBytes(std::string(SecretKey::kBytes, 'b'));
  std::unique_ptr<CallWorld> world_;
  std::unique_ptr<Database> claims_record_;
  std::unique_ptr<Database> messaging_record_;
  std::unique_ptr<messaging::DirectoryExchange> hub_;
  std::unique_ptr<Server> others_;
  std::unique_ptr<claims::ClaimsService> claims_;
  std::unique_ptr<Server> claims_door_;
  std::unique_ptr<messaging::MessagingService> messaging_;
};

absl::Status CheckAnswers(const Exchange& exchange, int lines) {
  using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes
  for (const auto& entry : std::filesystem::directory_iterator(exchange.Folder("out"))) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto answer = messaging::ParseMessage(bytes);
    if (!answer.ok() || !answer.message->body() ||
        answer.message->body()->Get("TotaalToegekendBedrag/TotaalBedrag"_field) !=
            std::to_string(lines * kHours * kTariff)) {
      return absl::InternalError(Cat("a claim was not granted: ", bytes.substr(0, 2'000)));
    }
  }
  return absl::OkStatus();
}

double Seconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

absl::StatusOr<double> MeasureYardstick(const std::string& folder, const std::vector<std::string>& files) {
  CLIENTROUTE_ASSIGN(const auto record,
                     OpenSqlite({folder + "/yardstick.db"},
                                {{1, "lines",
                                  "CREATE TABLE line (number INTEGER PRIMARY KEY, message INTEGER NOT NULL,"
                                  " class_path TEXT NOT NULL, text TEXT NOT NULL) STRICT;"}}));
  CLIENTROUTE_ASSIGN(const auto hub, messaging::DirectoryExchange::Open(folder + "/yardstick", {kMunicipality}));
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto parsed = messaging::ParseMessage(files[i]);
    if (!parsed.ok()) return absl::InternalError("a file of the yardstick is no message");
    std::vector<std::string> texts;
    texts.reserve(2 * parsed.message->size());
    std::vector<std::vector<Parameter>> rows;
    for (messaging::InstanceIndex at = 0; at < parsed.message->size(); ++at) {
      const messaging::InstanceView line = parsed.message->at(at);
      if (line.class_name() != "Prestatie") continue;
      std::string text;
      for (const auto& [field, value] : line.values()) text.append(value).push_back(' ');
      texts.push_back(line.path());
      const std::string_view path = texts.back();
      texts.push_back(std::move(text));
      rows.push_back({static_cast<std::int64_t>(i), path, std::string_view(texts.back())});
    }
    CLIENTROUTE_RETURN_IF_ERROR(record->Write([&](Connection& connection) {
      return connection.ExecuteMany("INSERT INTO line (message, class_path, text) VALUES ($1, $2, $3)", rows);
    }));
    CLIENTROUTE_RETURN_IF_ERROR(hub->Put(messaging::Box::kOut, kMunicipality, Cat("answer-", i, ".xml"), "<x/>"));
  }
  return Seconds(begin);
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureClaimExchange(const Effort& effort, const std::string& folder) {
  const bool smoke = effort.rounds == 1;
  const int lines = smoke ? kSmokeLines : kLines;
  const std::string own = Cat(folder, "/claim-exchange");
  std::filesystem::remove_all(own);
  std::filesystem::create_directories(own);
  const std::vector<std::string> numbers = CitizenNumbers(kFiles * lines / kOfAClient + 1);
  std::vector<std::string> files;
  for (int i = 0; i < kFiles; ++i) {
    CLIENTROUTE_ASSIGN(std::string file, ClaimFile(i, lines, numbers));
    files.push_back(std::move(file));
  }
  Exchange exchange(own, &numbers);
  CLIENTROUTE_RETURN_IF_ERROR(exchange.Open());
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kFiles; ++i) {
    const std::string name = Cat(exchange.Folder("in"), "/JW323_", i, ".xml");
    std::ofstream(name + ".part", std::ios::binary) << files[static_cast<std::size_t>(i)];
    std::filesystem::rename(name + ".part", name);
  }
  CLIENTROUTE_RETURN_IF_ERROR(exchange.AnswerAll(kFiles));
  const double took = Seconds(begin);
  CLIENTROUTE_RETURN_IF_ERROR(CheckAnswers(exchange, lines));
  CLIENTROUTE_ASSIGN(const double bare, MeasureYardstick(own, files));
  std::filesystem::remove_all(own);
  Figure figure;
  figure.what = "claim lines through the exchange";
  figure.per_second = kFiles * lines / took;
  figure.yardstick_per_second = kFiles * lines / bare;
  figure.note = Cat(kFiles, " JW323 of ", lines,
                    " lines: four levels, ledger and JW325; yardstick: the files read, a row a "
                    "line in one transaction a file, an empty answer");
  return std::vector<Figure>{figure};
}

}  // namespace clientroute::benchmark

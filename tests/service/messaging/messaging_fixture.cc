#include "tests/service/messaging/messaging_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "services/messaging/migrations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/relay.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging::testing {
namespace {

namespace fs = std::filesystem;

std::string Content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TestFolder::TestFolder() {
  std::string path = (fs::temp_directory_path() / "messaging_test.XXXXXX").string();
  path_ = ::mkdtemp(path.data());
}

TestFolder::~TestFolder() { fs::remove_all(path_); }

void WriteFile(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

void PutFile(const fs::path& root, const std::string& name, const std::string& bytes, const std::string& municipality) {
  static std::int64_t modified_s = 1'000;
  const fs::path in = root / municipality / "in";
  const fs::path temporary = in / (".upload.tmp");
  WriteFile(temporary, bytes);
  ++modified_s;
  const struct timespec times[2] = {{modified_s, 0}, {modified_s, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, temporary.c_str(), times, 0), 0);
  fs::rename(temporary, in / name);
}

std::map<std::string, std::string> FilesIn(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files[entry.path().filename().string()] = entry.is_regular_file() ? Content(entry.path()) : "";
  }
  return files;
}

std::vector<std::string> NamesIn(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : FilesIn(folder)) names.push_back(name);
  return names;
}

std::vector<type::v1::Event> EventsIn(Database* database) {
  std::vector<type::v1::Event> events;
  EXPECT_THAT(database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(events, ListEvents(connection, 0, 1'000));
    return absl::OkStatus();
  }),
              IsOk());
  return events;
}

MessagingOptions TestOptions() {
  MessagingOptions options;
  options.contacts[kMunicipality] = {"Gemeente Voorbeeld", {"Raadhuisplein", 1, "", "1800AA", "Alkmaar"}, "0721234567"};
  return options;
}

intake::v1::Person TestPerson(const std::string& bsn) {
  intake::v1::Person person;
  person.set_citizen_number(bsn);
  person.set_family_name("Voorbeeld");
  person.set_prefix("van");
  person.set_first_names("Sanne");
  person.set_initials("S.");
  *person.mutable_birth_date() = ToProto(*Date::Of(2012, 2, 14));
  person.set_gender(intake::v1::FEMALE);
  return person;
}

allocation::v1::CareAllocation TestAllocation(const std::string& client, std::int64_t number, type::v1::Law law) {
  allocation::v1::CareAllocation one;
  one.set_name(clientroute::NameOf("allocations", Uuid::Derive(kClientrouteSpace, std::to_string(number))));
  *one.mutable_create_time() = ToProto(kTestStart - std::chrono::hours(1));
  one.set_number(number);
  one.set_route(RouteName(1));
  one.set_client(client);
  one.set_municipality(kMunicipality);
  one.set_state(allocation::v1::CareAllocation::ALLOCATED);
  type::v1::CareLine& line = *one.mutable_line();
  line.set_line("line-" + std::to_string(number));
  line.set_law(law);
  const std::string category = law == type::v1::WMO ? "02" : "45";
  line.mutable_product()->set_category(category);
  line.mutable_product()->set_code(category + "A" + std::string(number < 10 ? "0" : "") + std::to_string(number));
  *line.mutable_period() = ToProto(*Period::Of(*Date::Of(2026, 5, 1), Date::Of(2026, 10, 31)));
  *line.mutable_volume() = ToProto(Volume{4, Unit::kHour, Frequency::kPerWeek});
  line.set_provider(kProvider);
  line.set_provider_reference("ref-" + std::to_string(number));
  line.set_allocation(one.name());
  line.set_allocation_number(number);
  return one;
}

std::string RouteName(int number) {
  return clientroute::NameOf("routes", Uuid::Derive(kClientrouteSpace, "route " + std::to_string(number)));
}

MessagingTest::MessagingTest()
    : database_(world_.OpenDatabase("messaging", MessagingMigrations())),
      master_key_(*SecretKey::FromBytes(std::string(SecretKey::kBytes, 'm'))),
      exchange_(*DirectoryExchange::Open(folder_.path().string(), {kMunicipality, kOtherMunicipality})),
      peers_(world_.Serve({&intake_, &allocation_, &claims_})) {
  service_ = std::make_unique<MessagingService>(world_.Stack("messaging", database_), Deps(), TestOptions());
  server_ = world_.Serve({service_.get()});
  stub_ = v1::Messaging::NewStub(server_->InProcess());
  for (Work* work : service_->works()) world_.Add(std::make_unique<LentWork>(work));
}

MessagingDeps MessagingTest::Deps() {
  const auto peers = peers_->InProcess();
  return {database_, world_.random(), exchange_.get(), &master_key_, peers, peers, peers};
}

absl::StatusOr<v1::Message> MessagingTest::Retry(const std::string& file_name, const std::string& request_id) const {
  v1::RetryMessageRequest request;
  request.set_request_id(request_id);
  request.set_name(MessageOf(file_name).name());
  return Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::RetryMessage, request);
}

std::string MessagingTest::OnlyOut(const std::string& prefix) const { return Out()[OutName(prefix)]; }

std::string MessagingTest::OutName(const std::string& prefix) const {
  std::vector<std::string> found;
  for (const std::string& name : NamesIn(Box("out"))) {
    if (name.rfind(prefix, 0) == 0) found.push_back(name);
  }
  EXPECT_EQ(found.size(), 1U) << prefix;
  return found.empty() ? std::string() : found.front();
}

std::vector<v1::Message> MessagingTest::Messages() const {
  v1::ListMessagesRequest request;
  request.set_page_size(1'000);
  const auto response = Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::ListMessages, request);
  EXPECT_THAT(response, IsOk());
  if (!response.ok()) return {};
  std::vector<v1::Message> messages(response->messages().begin(), response->messages().end());
  std::reverse(messages.begin(), messages.end());
  return messages;
}

v1::Message MessagingTest::MessageOf(const std::string& file_name) const {
  std::vector<v1::Message> found;
  for (const v1::Message& message : Messages()) {
    if (message.file_name() == file_name) found.push_back(message);
  }
  EXPECT_EQ(found.size(), 1U) << file_name;
  return found.empty() ? v1::Message() : found.front();
}

absl::StatusOr<v1::MessageContent> MessagingTest::ContentOf(const std::string& message) const {
  v1::GetMessageContentRequest request;
  request.set_name(message);
  return Call(BackOffice(), stub_.get(), &v1::Messaging::Stub::GetMessageContent, request);
}

absl::StatusOr<v1::SendAllocationMessageResponse> MessagingTest::Send(
    const v1::SendAllocationMessageRequest& request) const {
  return Call(ServicePersona("orchestrator"), stub_.get(), &v1::Messaging::Stub::SendAllocationMessage, request);
}

v1::SendAllocationMessageRequest MessagingTest::SendRequest(const std::string& client,
                                                            const std::vector<std::int64_t>& numbers,
                                                            const std::string& request_id) const {
  v1::SendAllocationMessageRequest request;
  request.set_request_id(request_id);
  request.set_route(RouteName(1));
  request.set_client(client);
  request.set_municipality(kMunicipality);
  for (const std::int64_t number : numbers) *request.add_lines() = TestAllocation(client, number).line();
  return request;
}

}  // namespace clientroute::messaging::testing

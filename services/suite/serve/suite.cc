#include "services/suite/serve/suite.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "services/access/access_service.h"
#include "services/access/listener_service.h"
#include "services/access/migrations.h"
#include "services/allocation/allocation_service.h"
#include "services/allocation/migrations.h"
#include "services/claims/claims_service.h"
#include "services/claims/listener_service.h"
#include "services/claims/migrations.h"
#include "services/contracting/contracting_service.h"
#include "services/contracting/migrations.h"
#include "services/contracting/supplier_management_service.h"
#include "services/intake/intake_service.h"
#include "services/intake/listener_service.h"
#include "services/intake/migrations.h"
#include "services/messaging/directory_exchange.h"
#include "services/messaging/hub/http_hub.h"
#include "services/messaging/messaging_service.h"
#include "services/messaging/migrations.h"
#include "services/monitoring/migrations.h"
#include "services/monitoring/monitoring_service.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/migrations.h"
#include "services/orchestrator/orchestrator_service.h"
#include "services/platform/clock/migrations.h"
#include "services/platform/events/event_sink_client.h"
#include "services/platform/events/relay.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/server/event_stream_service.h"
#include "services/platform/server/operations_service.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/answer_retention.h"
#include "services/platform/store/wake_on_commit.h"
#include "services/portal/portal.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/serve/hub_options.h"
#include "services/suite/serve/past_year.h"
#include "services/suite/serve/region_goals.h"

namespace clientroute::suite {
namespace {

LogLevel LevelOf(std::string_view name) {
  if (name == "debug") return LogLevel::kDebug;
  if (name == "warning") return LogLevel::kWarning;
  return name == "error" ? LogLevel::kError : LogLevel::kInfo;
}

/// The first problem of a definition; `definition check` names them all.
std::string FirstLine(const std::string& text) {
  std::size_t end = text.find('\n');
  return end == std::string::npos ? text : Cat(text.substr(0, end), " (en meer; zie clientroute definition check)");
}

}  // namespace

Suite::Suite(const v1::SuiteConfig& config) : config_(config) {}

absl::StatusOr<std::unique_ptr<Suite>> Suite::Start(const v1::SuiteConfig& config) {
  std::unique_ptr<Suite> suite(new Suite(config));
  CLIENTROUTE_RETURN_IF_ERROR(suite->ReadWorkflows());
  CLIENTROUTE_RETURN_IF_ERROR(suite->OpenData());
  CLIENTROUTE_RETURN_IF_ERROR(suite->ComposeServices());
  CLIENTROUTE_RETURN_IF_ERROR(suite->ComposeMessaging());
  CLIENTROUTE_RETURN_IF_ERROR(suite->ComposeOrchestrator());
  CLIENTROUTE_RETURN_IF_ERROR(suite->ComposeMonitoring());
  CLIENTROUTE_RETURN_IF_ERROR(suite->ComposeEvents());
  CLIENTROUTE_RETURN_IF_ERROR(ImportRegion(
      suite->region_, {suite->ChannelTo("contracting"), suite->ChannelTo("allocation"), suite->ChannelTo("access")}));
  suite->StartWorks();
  suite->WatchExchange();
  CLIENTROUTE_RETURN_IF_ERROR(suite->StartServing());
  return suite;
}

Suite::~Suite() {
  if (folder_) folder_->Withdraw();
  const std::chrono::milliseconds grace = std::chrono::seconds(config_.drain_seconds());
  if (portal_) portal_->Stop(grace);
  if (server_) server_->Drain(grace);
  if (scheduler_) scheduler_->Stop();
  if (event_sink_door_) event_sink_door_->Drain(grace);
  if (operations_door_) operations_door_->Drain(grace);
  // Those that call before those that are called.
  std::for_each(members_.rbegin(), members_.rend(), [&](const auto& member) {
    if (member->door) member->door->Drain(grace);
  });
}

absl::Status Suite::ReadWorkflows() {
  CLIENTROUTE_ASSIGN(region_, ReadRegion(config_.workflows_folder(), config_.region()));
  auto definitions =
      orchestrator::LoadDefinitions(Cat(config_.workflows_folder(), "/routes"),
                                    Cat(config_.workflows_folder(), "/regions/", config_.region(), "/routes"));
  if (!definitions.ok()) return WrongUse(FirstLine(std::string(definitions.status().message())));
  definitions_ = *std::move(definitions);
  const std::string& wanted = region_.region.youth_route_definition();
  if (std::ranges::none_of(definitions_->all(), [&](const auto& definition) { return definition->name == wanted; })) {
    return WrongUse(Cat("regions/", config_.region(), "/region.textproto: youth_route_definition: er is geen route '",
                        wanted, "'"));
  }
  return absl::OkStatus();
}

absl::Status Suite::OpenData() {
  random_ = MakeSystemRandom();
  CLIENTROUTE_ASSIGN(folder_, DataFolder::Hold(config_.data_folder()));
  CLIENTROUTE_RETURN_IF_ERROR(OpenPastYear());
  CLIENTROUTE_RETURN_IF_ERROR(OpenClock());
  CLIENTROUTE_ASSIGN(SecretKey key, folder_->MasterKey(*random_));
  master_key_ = std::make_unique<SecretKey>(key);
  logger_ = MakeJsonLogger(STDERR_FILENO, LevelOf(config_.log_level()), clock_.get());
  metrics_ = MakeMetrics(config_.metrics_address(), &metrics_port_);
  if (metrics_ == nullptr) {
    return Error(absl::StatusCode::kUnavailable, "ADDRESS_IN_USE",
                 Cat("het adres voor meetwaarden is bezet: ", config_.metrics_address()));
  }
  scheduler_ = MakeThreadScheduler();
  std::vector<std::string> municipalities(region_.region.municipalities().begin(),
                                          region_.region.municipalities().end());
  CLIENTROUTE_ASSIGN(exchange_,
                     messaging::DirectoryExchange::Open(folder_->ExchangeFolder(), std::move(municipalities)));
  return absl::OkStatus();
}

absl::Status Suite::OpenPastYear() {
  CLIENTROUTE_ASSIGN(past_year_, folder_->ReadPastYear());
  // Only a folder that is new begins with a past.
  if (!past_year_ && config_.past_year_percent() != 0 && !folder_->Has("intake.db") && !folder_->Has("clock.db")) {
    past_year_.emplace();
    past_year_->set_percent(config_.past_year_percent());
    past_year_->set_seed(config_.past_year_seed());
    CLIENTROUTE_RETURN_IF_ERROR(folder_->KeepPastYear(*past_year_));
  }
  if (past_year_) ScaleRegion(past_year_->percent(), &region_);
  return absl::OkStatus();
}

absl::Status Suite::OpenClock() {
  bool begun = folder_->Has("intake.db");
  bool driven = folder_->Has("clock.db");
  if (begun && !driven && !config_.driven_clock().empty()) {
    return WrongUse(
        Cat("--driven-clock: de gegevens in '", config_.data_folder(), "' lopen op de klok van de machine"));
  }
  if (!driven && config_.driven_clock().empty() && (begun || !past_year_)) {
    clock_ = std::make_unique<SystemClock>();
    return absl::OkStatus();
  }
  CLIENTROUTE_ASSIGN(clock_record_, OpenSqlite({.path = folder_->DatabaseFile("clock")}, ClockMigrations()));
  const Instant now = SystemClock().Now();
  const Instant start = ParseIso(config_.driven_clock()).value_or(past_year_ ? BeginOfPastYear(now) : now);
  CLIENTROUTE_ASSIGN(std::unique_ptr<DrivenClock> clock, DrivenClock::Open(clock_record_.get(), start));
  clock_owner_ = clock.get();
  release_clock_ = [driven = clock.get()] { return driven->Release(); };
  clock_ = std::move(clock);
  return absl::OkStatus();
}

absl::StatusOr<Suite::Member*> Suite::OpenMember(std::string name, std::vector<Migration> migrations) {
  auto member = std::make_unique<Member>();
  SqliteOptions options;
  options.path = folder_->DatabaseFile(name);
  options.busy_timeout_ms = config_.database_patience_ms();
  CLIENTROUTE_ASSIGN(member->database, OpenSqlite(options, std::move(migrations)));
  member->stack = {.service = name,
                   .clock = clock_.get(),
                   .logger = logger_.get(),
                   .metrics = metrics_.get(),
                   .database = member->database.get(),
                   .development_identity = config_.development_identity()};
  member->name = std::move(name);
  members_.push_back(std::move(member));
  Member* made = members_.back().get();
  AddWork(made, MakeAnswerRetention(made->name, made->database.get(), clock_.get(), logger_.get()));
  return made;
}

absl::Status Suite::OpenDoor(Member* member, std::unique_ptr<grpc::Service> service) {
  member->service = std::move(service);
  CLIENTROUTE_ASSIGN(member->door, StartServer("", {member->service.get()}));
  return absl::OkStatus();
}

Suite::Member* Suite::Find(std::string_view name) {
  auto found = std::ranges::find(members_, name, [](const auto& member) { return std::string_view(member->name); });
  if (found == members_.end()) StopOnDefect(Cat("no service is called ", name));
  return found->get();
}

void Suite::AddWork(Member* member, std::unique_ptr<Work> work) {
  member->works.push_back(work.get());
  works_.push_back(std::move(work));
}

absl::Status Suite::ComposeServices() {
  CLIENTROUTE_ASSIGN(Member * intake, OpenMember("intake", intake::IntakeMigrations()));
  CLIENTROUTE_RETURN_IF_ERROR(
      OpenDoor(intake, std::make_unique<intake::IntakeService>(
                           intake->stack, intake::IntakeDependencies{random_.get(), master_key_.get()})));
  CLIENTROUTE_ASSIGN(Member * contracting, OpenMember("contracting", contracting::ContractingMigrations()));
  CLIENTROUTE_RETURN_IF_ERROR(
      OpenDoor(contracting, std::make_unique<contracting::ContractingService>(contracting->stack)));
  supplier_management_ = std::make_unique<contracting::SupplierManagementService>(contracting->stack);
  CLIENTROUTE_ASSIGN(Member * access, OpenMember("access", access::AccessMigrations()));
  CLIENTROUTE_RETURN_IF_ERROR(OpenDoor(
      access, std::make_unique<access::AccessService>(
                  access->stack,
                  access::AccessDependencies{random_.get(), ChannelTo("intake"), ReturnRulesOf(region_.region)})));
  CLIENTROUTE_ASSIGN(Member * allocation, OpenMember("allocation", allocation::AllocationMigrations()));
  auto service = std::make_unique<allocation::AllocationService>(
      allocation->stack, allocation::AllocationDependencies{ChannelTo("intake"), ChannelTo("contracting")});
  for (Work* work : service->works()) allocation->works.push_back(work);
  allocation_ = service.get();
  CLIENTROUTE_RETURN_IF_ERROR(OpenDoor(allocation, std::move(service)));
  CLIENTROUTE_ASSIGN(Member * claims, OpenMember("claims", claims::ClaimsMigrations()));
  return OpenDoor(claims,
                  std::make_unique<claims::ClaimsService>(
                      claims->stack, claims::ClaimsDependencies{ChannelTo("allocation"), ChannelTo("contracting")}));
}

absl::Status Suite::ComposeMessaging() {
  CLIENTROUTE_ASSIGN(Member * member, OpenMember("messaging", messaging::MessagingMigrations()));
  messaging::MessagingDeps deps;
  deps.database = member->database.get();
  deps.random = random_.get();
  deps.hub = exchange_.get();
  if (!config_.hub_url().empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(OpenHttpHub(member));
    deps.hub = http_hub_.get();
  }
  deps.master_key = master_key_.get();
  deps.intake = ChannelTo("intake");
  deps.allocation = ChannelTo("allocation");
  deps.claims = ChannelTo("claims");
  messaging::MessagingOptions options;
  options.contacts = MunicipalityContacts(region_.region);
  auto service = std::make_unique<messaging::MessagingService>(member->stack, std::move(deps), std::move(options));
  for (Work* work : service->works()) member->works.push_back(work);
  messaging_ = service.get();
  return OpenDoor(member, std::move(service));
}

absl::Status Suite::OpenHttpHub(Member* messaging) {
  messaging::HttpHubOptions options = HubOptionsOf(config_);
  options.municipalities.assign(region_.region.municipalities().begin(), region_.region.municipalities().end());
  CLIENTROUTE_ASSIGN(http_hub_,
                     messaging::HttpHub::Open(std::move(options),
                                              {messaging->database.get(), clock_.get(), random_.get(), logger_.get(),
                                               metrics_.get(), master_key_.get(), exchange_.get()}));
  messaging->works.push_back(http_hub_->fault_work());
  running_.set_hub_address(http_hub_->url());
  return absl::OkStatus();
}

absl::Status Suite::ComposeOrchestrator() {
  CLIENTROUTE_ASSIGN(Member * member, OpenMember("orchestrator", orchestrator::OrchestratorMigrations()));
  CLIENTROUTE_ASSIGN(auto service, orchestrator::OrchestratorService::Create(member->stack, definitions_));
  orchestrator_ = service.get();
  targets_.access = access::v1::Access::NewStub(ChannelTo("access"));
  targets_.contracting = contracting::v1::Contracting::NewStub(ChannelTo("contracting"));
  targets_.allocation = allocation::v1::Allocation::NewStub(ChannelTo("allocation"));
  targets_.messaging = messaging::v1::Messaging::NewStub(ChannelTo("messaging"));
  for (std::unique_ptr<Work>& work : service->MakeWorks(&targets_, random_.get())) AddWork(member, std::move(work));
  return OpenDoor(member, std::move(service));
}

absl::Status Suite::ComposeMonitoring() {
  CLIENTROUTE_ASSIGN(Member * member, OpenMember("monitoring", monitoring::MonitoringMigrations()));
  // It reads what was announced through the operations of the process, which know every database; so they come first.
  CLIENTROUTE_RETURN_IF_ERROR(OpenOperations());
  monitoring::MonitoringDependencies dependencies;
  for (const auto& source : members_) {
    if (source.get() != member) dependencies.events[source->name] = operations_door_->InProcess();
  }
  dependencies.publish = PublishChoices(region_.region);
  dependencies.targets = TargetChoices(region_.region);
  dependencies.budgets = BudgetChoices(region_.region);
  auto service = std::make_unique<monitoring::MonitoringService>(member->stack, dependencies);
  for (Work* work : service->works()) member->works.push_back(work);
  monitoring_ = service.get();
  return OpenDoor(member, std::move(service));
}

absl::Status Suite::OpenOperations() {
  ProcessParts parts{.clock = clock_.get(),
                     .clock_owner = clock_owner_,
                     .release_clock = release_clock_,
                     .scheduler = scheduler_.get(),
                     .databases = {}};
  for (const auto& member : members_) parts.databases[member->name] = member->database.get();
  CallStack stack = Find("orchestrator")->stack;
  stack.service = "suite";
  operations_ = std::make_unique<OperationsService>(stack, std::move(parts));
  CLIENTROUTE_ASSIGN(operations_door_, StartServer("", {operations_.get()}));
  return absl::OkStatus();
}

void Suite::ListenTo(std::string_view subscriber, const std::set<std::string>& types) {
  for (const auto& member : members_) {
    std::set<std::string> announced;
    std::ranges::copy_if(types, std::inserter(announced, announced.end()), [&](const std::string& type) {
      return type.starts_with(Cat("clientroute.", member->name, ".v1."));
    });
    if (announced.empty() || member->name == subscriber) continue;
    Subscription subscription =
        SubscribeOver(event_sink_door_->InProcess(), std::string(subscriber), std::move(announced));
    AddWork(member.get(), MakeRelay(member->name, member->database.get(), std::move(subscription), clock_.get(),
                                    random_.get(), logger_.get(), metrics_.get()));
  }
}

void Suite::AddListener(std::string_view name, std::function<absl::Status(UnitOfWork&, const type::v1::Event&)> take) {
  listeners_.push_back(std::make_unique<ServerCalls>(Find(name)->stack));
  event_sink_->AddWriter(std::string(name), listeners_.back().get(), std::move(take));
}

absl::Status Suite::ComposeEvents() {
  CallStack stack = Find("orchestrator")->stack;
  stack.service = "suite";
  event_sink_ = std::make_unique<EventSinkService>(stack);
  event_sink_->Add("orchestrator",
                   [this](const grpc::ServerContextBase& context, const platform::v1::DeliverRequest& request,
                          ServerCalls::Reply reply) { orchestrator_->Receive(context, request, std::move(reply)); });
  event_stream_ = std::make_unique<EventStreamService>(stack);
  event_stream_->Add("orchestrator",
                     [this](const CallContext& call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                            std::function<void(absl::Status)> done) {
                       orchestrator_->ReceiveLater(call, std::move(request), std::move(done));
                     });
  AddListener("access", [listener = access::AccessListener(ClinicalAdmissions(region_.region))](
                            UnitOfWork& unit, const type::v1::Event& event) { return listener.Take(unit, event); });
  AddListener("intake", [](UnitOfWork& unit, const type::v1::Event& event) {
    return intake::IntakeListener().Take(unit, event);
  });
  AddListener("allocation", [this](UnitOfWork& unit, const type::v1::Event& event) {
    return allocation_->listener().Take(unit, event);
  });
  AddListener("claims", [](UnitOfWork& unit, const type::v1::Event& event) {
    return claims::ClaimsListener().Take(unit, event);
  });
  AddListener("messaging", [this](UnitOfWork& unit, const type::v1::Event& event) {
    return messaging_->listener().Take(unit, event);
  });
  AddListener("monitoring", [this](UnitOfWork& unit, const type::v1::Event& event) {
    return monitoring_->listener().Take(unit, event);
  });
  CLIENTROUTE_ASSIGN(event_sink_door_, StartServer("", {event_sink_.get()}));
  std::vector<std::string> types = orchestrator::OrchestratorService::EventTypes();
  ListenTo("orchestrator", {types.begin(), types.end()});
  ListenTo("access", access::AccessListener::Types());
  ListenTo("intake", intake::IntakeListener::Types());
  ListenTo("allocation", allocation::AllocationListener::Types());
  ListenTo("claims", claims::ClaimsListener::Types());
  ListenTo("messaging", messaging::MessagingListener::Types());
  ListenTo("monitoring", monitoring::MonitoringListener::Types());
  return absl::OkStatus();
}

void Suite::StartWorks() {
  for (const auto& member : members_) {
    for (Work* work : member->works) {
      scheduler_->Add(work);
      WakeOnMove(clock_.get(), scheduler_.get(), work);
      WakeOnCommit(member->database.get(), scheduler_.get(), work);
    }
  }
  scheduler_->Start();
}

void Suite::WatchExchange() {
  if (http_hub_) return;
  absl::StatusOr<std::unique_ptr<FolderWatch>> watch = FolderWatch::Start(
      exchange_->arrival_folders(),
      [scheduler = scheduler_.get(), arrivals = messaging_->arrivals()] { scheduler->Wake(arrivals); });
  if (watch.ok()) {
    arrivals_ = *std::move(watch);
    return;
  }
  const std::string why(watch.status().message());
  logger_->Write(LogLevel::kWarning, "suite", "the exchange is looked at now and then only",
                 {{"why", std::string_view(why)}});
}

}  // namespace clientroute::suite

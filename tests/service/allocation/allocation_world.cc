#include "tests/service/allocation/allocation_world.h"

#include <utility>

#include "clientroute/messaging/v1/events.pb.h"
#include "services/platform/testing/delivery.h"

namespace clientroute::allocation {
namespace {

constexpr char kProvider[] = "42420001";
constexpr char kMunicipality[] = "0361";

// A work that its service owns.
class BorrowedWork final : public Work {
 public:
  explicit BorrowedWork(Work* work) : work_(*work) {}
  std::string name() const override { return work_.name(); }
  std::optional<std::chrono::milliseconds> Run() override { return work_.Run(); }
  bool Idle() override { return work_.Idle(); }

 private:
  Work& work_;
};

void AddLocation(v1::ImportLocationsRequest* request, const char* code, const char* provider, int longitude,
                 int places) {
  v1::Location* location = request->add_locations();
  location->set_name(Cat("locations/", code));
  location->set_provider(provider);
  location->set_display_name(Cat("Locatie ", code));
  location->set_municipality(kMunicipality);
  location->mutable_place()->set_latitude_microdegrees(52'632'000);
  location->mutable_place()->set_longitude_microdegrees(longitude);
  for (const char* product : {"45A04", "45A05"}) {
    v1::ProductCapacity* capacity = location->add_capacities();
    capacity->mutable_product()->set_category("45");
    capacity->mutable_product()->set_code(product);
    capacity->set_places(places);
    capacity->set_age_until(17);
  }
  location->add_expertise("autism");
  location->add_languages("nl");
}

}  // namespace

grpc::Status IntakeSide::GetClient(grpc::ServerContext* context, const intake::v1::GetClientRequest* request,
                                   intake::v1::Client* answer) {
  const auto purpose = context->client_metadata().find("clientroute-purpose");
  if (purpose != context->client_metadata().end()) {
    purposes.emplace_back(purpose->second.data(), purpose->second.size());
  }
  if (down) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "down");
  const auto found = birth_dates.find(request->name());
  if (found == birth_dates.end()) return grpc::Status(grpc::StatusCode::NOT_FOUND, "no such client");
  answer->set_name(request->name());
  if (const auto unborn = expected.find(request->name()); unborn != expected.end()) {
    *answer->mutable_person()->mutable_expected_birth_date() = ToProto(unborn->second);
    return grpc::Status::OK;
  }
  answer->mutable_person()->set_family_name("Geheim");
  *answer->mutable_person()->mutable_birth_date() = ToProto(found->second);
  return grpc::Status::OK;
}

grpc::Status ContractingSide::CheckContracts(grpc::ServerContext* context,
                                             const contracting::v1::CheckContractsRequest* request,
                                             contracting::v1::CheckContractsResponse* answer) {
  (void)context;
  ++calls;
  asked = *request;
  lines += request->lines_size();
  for (const type::v1::CareLine& line : request->lines()) {
    contracting::v1::ContractCheck* check = answer->add_checks();
    check->set_line(line.line());
    if (line.provider().empty()) {
      for (const std::string& provider : contracted) {
        contracting::v1::ProviderOffer* offer = check->add_offers();
        offer->set_provider(provider);
        offer->set_contract(Cat("contracts/van-", provider));
        offer->mutable_tariff()->set_cents(9'900);
      }
      continue;
    }
    check->set_contract("contracts/duin");
    check->mutable_tariff()->set_cents(9'900);
    if (stacked.contains(line.product().code())) {
      check->set_reason(contracting::v1::ContractCheck::STACKING);
      check->set_explanation("Mag niet naast wat er loopt.");
    }
    if (unfit.contains(line.product().code())) check->set_reason(contracting::v1::ContractCheck::UNKNOWN_PRODUCT);
  }
  return grpc::Status::OK;
}

AllocationWorld::AllocationWorld() {
  for (int client = 0; client < 20; ++client) intake_.birth_dates[Client(client)] = Day("2014-03-02");
  for (Work* work : service_.works()) world_.Add(std::make_unique<BorrowedWork>(work));
  EXPECT_THAT(Ask(&Stub::ImportLocations, Locations("import-1"), ServicePersona("suite")), IsOk());
}

type::v1::CareLine AllocationWorld::Line(std::string_view name, std::string_view code, std::string_view provider) {
  type::v1::CareLine line;
  line.set_line(std::string(name));
  line.set_law(type::v1::JEUGDWET);
  line.mutable_product()->set_category("45");
  line.mutable_product()->set_code(std::string(code));
  *line.mutable_period()->mutable_start_date() = ProtoDay("2026-04-13");
  *line.mutable_period()->mutable_end_date() = ProtoDay("2026-10-12");
  line.mutable_volume()->set_amount(4);
  line.mutable_volume()->set_unit(type::v1::HOUR);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider(std::string(provider));
  line.set_provider_reference(Cat("REF-", name));
  line.mutable_tariff()->set_cents(9'840);
  line.set_contract("contracts/duin");
  return line;
}

v1::ImportLocationsRequest AllocationWorld::Locations(std::string_view request_id, int centrum, int noord) const {
  v1::ImportLocationsRequest request;
  request.set_request_id(std::string(request_id));
  AddLocation(&request, "centrum", kProvider, 4'753'000, centrum);
  AddLocation(&request, "noord", kProvider, 4'900'000, noord);
  AddLocation(&request, "ander", "42420002", 4'753'000, 5);
  v1::MatchingWeights* weights = request.mutable_weights();
  weights->set_version(1);
  weights->set_asking_provider(300);
  weights->set_nearness(300);
  weights->set_distance_zero_points_km(25);
  weights->set_one_provider(200);
  weights->set_free_places(100);
  weights->set_expertise(100);
  weights->set_distance_max_km(30);
  contracting::v1::Municipality* home = request.add_municipalities();
  home->set_code(kMunicipality);
  home->set_display_name("Alkmaar");
  home->mutable_place()->set_latitude_microdegrees(52'632'000);
  home->mutable_place()->set_longitude_microdegrees(4'753'000);
  return request;
}

v1::ProposePlacementRequest AllocationWorld::Proposal(std::string_view request_id, int route,
                                                      const std::vector<type::v1::CareLine>& lines) {
  v1::ProposePlacementRequest request;
  request.set_request_id(std::string(request_id));
  request.set_route(Route(route));
  request.set_client(Client(route));
  request.set_municipality(kMunicipality);
  for (const type::v1::CareLine& line : lines) *request.add_lines() = line;
  return request;
}

v1::PlacementProposal AllocationWorld::Propose(std::string_view request_id, int route,
                                               const std::vector<type::v1::CareLine>& lines, int urgency) {
  v1::ProposePlacementRequest request = Proposal(request_id, route, lines);
  request.set_urgency(urgency);
  const auto proposal = Ask(&Stub::ProposePlacement, request);
  EXPECT_THAT(proposal, IsOk());
  return proposal.ok() ? *proposal : v1::PlacementProposal();
}

absl::StatusOr<v1::MakeAllocationsResponse> AllocationWorld::Make(std::string_view request_id, int route,
                                                                  const std::vector<type::v1::CareLine>& lines) {
  v1::MakeAllocationsRequest request;
  request.set_request_id(std::string(request_id));
  request.set_route(Route(route));
  request.set_client(Client(route));
  request.set_municipality(kMunicipality);
  request.set_decision("decisions/besluit-1");
  for (const type::v1::CareLine& line : lines) *request.add_lines() = line;
  return Ask(&Stub::MakeAllocations, request);
}

v1::CareAllocation AllocationWorld::Allocate(int route, const type::v1::CareLine& line) {
  EXPECT_TRUE(Propose(Cat("allocate-", route, "/propose"), route, {line}).complete());
  const auto made = Make(Cat("allocate-", route, "/make"), route, {line});
  EXPECT_THAT(made, IsOk());
  return made.ok() ? made->allocations(0) : v1::CareAllocation();
}

int AllocationWorld::Release(std::string_view request_id, int route) {
  v1::ReleasePlacesRequest request;
  request.set_request_id(std::string(request_id));
  request.set_route(Route(route));
  const auto released = Ask(&Stub::ReleasePlaces, request);
  EXPECT_THAT(released, IsOk());
  return released.ok() ? released->released() : -1;
}

v1::SubmitMessageRequest AllocationWorld::Message(std::string_view request_id, std::string_view kind, int number) {
  v1::SubmitMessageRequest message;
  message.set_request_id(std::string(request_id));
  v1::SubmittedHeader* header = message.mutable_header();
  header->set_message(MessageName(number));
  header->set_kind(std::string(kind));
  header->set_provider(kProvider);
  header->set_municipality(kMunicipality);
  header->set_law(type::v1::JEUGDWET);
  *header->mutable_date() = ProtoDay("2026-04-01");
  return message;
}

v1::SubmittedLine* AllocationWorld::AddStart(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation,
                                             std::string_view day, int status) {
  v1::SubmittedLine* line = message.add_lines();
  line->set_class_path(Cat("Client[1]/StartProducten/StartProduct[", message.lines_size(), "]"));
  line->set_client_path("Client[1]");
  line->set_client(allocation.client());
  v1::StartedProduct* started = line->mutable_started_product();
  started->set_allocation_number(allocation.number());
  *started->mutable_product() = allocation.line().product();
  *started->mutable_allocation_start_date() = allocation.line().period().start_date();
  *started->mutable_start_date() = ProtoDay(day);
  started->set_status(status);
  return line;
}

v1::SubmittedLine* AllocationWorld::AddStop(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation,
                                            std::string_view start, std::string_view end, std::string_view reason,
                                            int status) {
  v1::SubmittedLine* line = message.add_lines();
  line->set_class_path(Cat("Client[1]/StopProducten/StopProduct[", message.lines_size(), "]"));
  line->set_client_path("Client[1]");
  line->set_client(allocation.client());
  v1::StoppedProduct* stopped = line->mutable_stopped_product();
  stopped->set_allocation_number(allocation.number());
  *stopped->mutable_product() = allocation.line().product();
  *stopped->mutable_allocation_start_date() = allocation.line().period().start_date();
  *stopped->mutable_start_date() = ProtoDay(start);
  *stopped->mutable_end_date() = ProtoDay(end);
  stopped->set_stop_reason(std::string(reason));
  stopped->set_status(status);
  return line;
}

v1::SubmittedLine* AllocationWorld::AddRequest(v1::SubmitMessageRequest& message, int client,
                                               std::string_view reference, std::string_view code) {
  v1::SubmittedLine* line = message.add_lines();
  line->set_class_path(Cat("Client[1]/AangevraagdeProducten/AangevraagdProduct[", message.lines_size(), "]"));
  line->set_client_path("Client[1]");
  line->set_client(Client(client));
  *line->mutable_requested_product()->mutable_line() = Line("line-1", code);
  line->mutable_requested_product()->mutable_line()->set_provider_reference(std::string(reference));
  return line;
}

v1::SubmitMessageRequest AllocationWorld::Change(std::string_view request_id, int number, std::string_view reference) {
  v1::SubmitMessageRequest message = Message(request_id, "JW317", number);
  message.mutable_header()->set_provider_reference(std::string(reference));
  message.mutable_header()->set_request_path("Client/Verzoek");
  return message;
}

v1::SubmittedLine* AllocationWorld::AddContinued(v1::SubmitMessageRequest& message,
                                                 const v1::CareAllocation& allocation) {
  v1::SubmittedLine* line = message.add_lines();
  line->set_class_path(Cat("Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[", message.lines_size(), "]"));
  line->set_client_path("Client");
  line->set_client(Client(1));
  line->mutable_continued_product()->set_allocation_number(allocation.number());
  return line;
}

v1::ChangedProduct* AllocationWorld::AddChanged(v1::SubmitMessageRequest& message, const v1::CareAllocation& allocation,
                                                std::string_view from, std::string_view until, int hours) {
  v1::SubmittedLine* line = message.add_lines();
  line->set_class_path(Cat("Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[", message.lines_size(), "]"));
  line->set_client_path("Client");
  line->set_client(Client(1));
  v1::ChangedProduct* changed = line->mutable_changed_product();
  changed->set_allocation_number(allocation.number());
  *changed->mutable_change_date() = ProtoDay(from);
  if (!until.empty()) *changed->mutable_end_date() = ProtoDay(until);
  *changed->mutable_volume() = Line("line-1").volume();
  changed->mutable_volume()->set_amount(hours);
  return changed;
}

type::v1::CareLine* AllocationWorld::AddNew(v1::SubmitMessageRequest& message, std::string_view code,
                                            std::string_view from, std::string_view until) {
  v1::SubmittedLine* line = message.add_lines();
  line->set_class_path(Cat("Client/Verzoek/NieuweProducten/NieuwProduct[", message.lines_size(), "]"));
  line->set_client_path("Client");
  line->set_client(Client(1));
  type::v1::CareLine* added = line->mutable_new_product()->mutable_line();
  *added = Line("line-1", code);
  added->clear_line();
  *added->mutable_period()->mutable_start_date() = ProtoDay(from);
  *added->mutable_period()->mutable_end_date() = ProtoDay(until);
  return added;
}

absl::StatusOr<v1::SubmitMessageResponse> AllocationWorld::Submit(const std::vector<v1::SubmitMessageRequest>& chunks,
                                                                  const Caller& caller) {
  grpc::ClientContext context;
  Prepare(caller, &context);
  v1::SubmitMessageResponse response;
  auto writer = stub_->SubmitMessage(&context, &response);
  for (const v1::SubmitMessageRequest& chunk : chunks) {
    if (!writer->Write(chunk)) break;
  }
  writer->WritesDone();
  if (const grpc::Status status = writer->Finish(); !status.ok()) return FromGrpc(status);
  return response;
}

std::vector<std::string> AllocationWorld::Verdicts(const v1::SubmitMessageRequest& message) {
  const auto response = Submit({message});
  EXPECT_THAT(response, IsOk());
  std::vector<std::string> told;
  if (!response.ok()) return told;
  for (const v1::ClassVerdict& verdict : response->verdicts()) {
    EXPECT_NE(verdict.explanation(), "");
    told.push_back(Cat(verdict.class_path(), ", ", verdict.rule(), ", ", verdict.return_code()));
  }
  return told;
}

v1::CareAllocation AllocationWorld::Shown(const std::string& name) {
  v1::GetAllocationRequest request;
  request.set_name(name);
  const auto allocation = Ask(&Stub::GetAllocation, request, ServicePersona("messaging", "message-exchange"));
  EXPECT_THAT(allocation, IsOk());
  return allocation.ok() ? *allocation : v1::CareAllocation();
}

v1::CapacityUse AllocationWorld::UseOf(std::string_view location, std::string_view code, std::string_view day) {
  v1::ListCapacityRequest request;
  *request.mutable_date() = ProtoDay(day);
  const auto response = Ask(&Stub::ListCapacity, request);
  EXPECT_THAT(response, IsOk());
  for (const v1::CapacityUse& use : response->uses()) {
    if (use.location() == Cat("locations/", location) && use.product().code() == code) return use;
  }
  ADD_FAILURE() << "no capacity of " << location;
  return {};
}

std::string AllocationWorld::Use(std::string_view location, std::string_view code, std::string_view day) {
  const v1::CapacityUse use = UseOf(location, code, day);
  return Cat(use.places(), ", ", use.reserved(), ", ", use.allocated());
}

int AllocationWorld::Overbooked(std::string_view location, std::string_view code, std::string_view day) {
  return UseOf(location, code, day).overbooked();
}

std::vector<std::string> AllocationWorld::Waiting() {
  const auto response = Ask(&Stub::ListWaiting, v1::ListWaitingRequest(), ServicePersona("suite"));
  EXPECT_THAT(response, IsOk());
  std::vector<std::string> routes;
  for (const v1::Waiting& waiting : response->waiting()) routes.push_back(waiting.route());
  return routes;
}

std::vector<type::v1::Event> AllocationWorld::Events() {
  std::vector<type::v1::Event> events;
  EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(events, ListEvents(connection, 0, 1'000));
    return absl::OkStatus();
  }),
              IsOk());
  return events;
}

std::vector<std::string> AllocationWorld::Announced(int route) {
  std::vector<std::string> types;
  for (const type::v1::Event& event : Events()) {
    if (event.aggregate() != Route(route)) continue;
    const std::string& url = event.payload().type_url();
    types.push_back(url.substr(url.rfind('.') + 1));
  }
  return types;
}

void AllocationWorld::Tell(const std::vector<std::int64_t>& numbers, std::optional<Instant> sent,
                           const std::vector<std::string>& references) {
  messaging::v1::AllocationMessageSent event;
  event.set_provider(kProvider);
  event.set_municipality(kMunicipality);
  event.set_law(type::v1::JEUGDWET);
  for (const std::int64_t number : numbers) event.add_allocation_numbers(number);
  for (const std::string& reference : references) event.add_provider_references(reference);
  EXPECT_THAT(Deliver(event, sent), IsOk());
}

absl::Status AllocationWorld::Deliver(const google::protobuf::Message& event, std::optional<Instant> occurred) {
  const Instant now = world_.clock()->Now();
  return DeliverTo(*database_, now, EventOf(Id(++delivered_ + 5'000).ToString(), occurred.value_or(now), event),
                   service_.listener());
}

}  // namespace clientroute::allocation

#ifndef CLIENTROUTE_TESTS_SERVICE_CONTRACTING_CONTRACTING_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_CONTRACTING_CONTRACTING_WORLD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clientroute/contracting/v1/events.pb.h"
#include "gtest/gtest.h"
#include "services/contracting/contracting_service.h"
#include "services/contracting/migrations.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/events/relay.h"
#include "services/platform/testing/personas.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::contracting {

using Stub = v1::Contracting::Stub;
inline constexpr char kRoute[] = "routes/11111111-1111-5111-8111-111111111111";

inline Date Day(const char* text) { return Date::Parse(text).value(); }

inline type::v1::Period From(const char* start) { return ToProto(Period::From(Day(start))); }
inline type::v1::Period Between(const char* start, const char* end) {
  return ToProto(Period::Of(Day(start), Day(end)).value());
}

inline type::v1::Product Of(const char* category, const char* code) {
  type::v1::Product product;
  product.set_category(category);
  product.set_code(code);
  return product;
}

inline void AddMunicipality(v1::ImportCatalogueRequest& request, const char* code) {
  auto* row = request.add_municipalities();
  row->set_code(code);
  row->set_display_name(code);
  row->mutable_place()->set_latitude_microdegrees(52'632'000);
  row->mutable_place()->set_longitude_microdegrees(4'749'000);
}

inline void AddProvider(v1::ImportCatalogueRequest& request, const char* code) {
  auto* row = request.add_providers();
  row->set_code(code);
  row->set_display_name(code);
  *row->mutable_period() = From("2020-01-01");
}

inline void AddProduct(v1::ImportCatalogueRequest& request, const char* code) {
  auto* row = request.add_products();
  *row->mutable_product() = Of("45", code);
  row->set_display_name(code);
  row->set_law(type::v1::JEUGDWET);
  row->set_segment("resolution_oriented/ambulatory");
  row->set_unit(type::v1::HOUR);
  *row->mutable_period() = From("2024-01-01");
}

inline v1::Contract* AddContract(v1::ImportCatalogueRequest& request, const char* code, const char* provider,
                                 const char* municipality) {
  auto* row = request.add_contracts();
  row->set_name(std::string("contracts/") + code);
  row->set_provider(provider);
  row->set_lot("ambulant-2026");
  row->add_municipalities(municipality);
  *row->add_products() = Of("45", "45A04");
  *row->mutable_period() = From("2025-01-01");
  return row;
}

inline void AddTariff(v1::ImportCatalogueRequest& request, const char* contract, std::int64_t cents,
                      const type::v1::Period& period) {
  auto* row = request.add_tariffs();
  row->set_contract(std::string("contracts/") + contract);
  *row->mutable_product() = Of("45", "45A04");
  row->set_unit(type::v1::HOUR);
  row->mutable_amount()->set_cents(cents);
  *row->mutable_period() = period;
}

inline v1::ImportCatalogueRequest Region(const char* request_id) {
  v1::ImportCatalogueRequest request;
  request.set_request_id(request_id);
  for (const char* code : {"0361", "0399"}) AddMunicipality(request, code);
  for (const char* code : {"42420001", "42420002"}) AddProvider(request, code);
  for (const char* code : {"45A04", "45A05"}) AddProduct(request, code);
  AddContract(request, "duin", "42420001", "0361");
  AddContract(request, "kompas", "42420002", "0399");
  AddTariff(request, "duin", 9'840, From("2026-01-01"));
  AddTariff(request, "kompas", 9'500, From("2026-01-01"));
  return request;
}

inline type::v1::CareLine Line(const char* name, const char* provider, const char* code = "45A04") {
  type::v1::CareLine line;
  line.set_line(name);
  line.set_law(type::v1::JEUGDWET);
  *line.mutable_product() = Of("45", code);
  *line.mutable_period() = Between("2026-04-01", "2026-09-30");
  line.mutable_volume()->set_amount(4);
  line.mutable_volume()->set_unit(type::v1::HOUR);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider(provider);
  return line;
}

/// Contracting with its database and clock. A test case of its own derives from it.
class ContractingWorld : public testing::Test {
 protected:
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request, const Caller& caller) {
    return Call(caller, stub_.get(), method, request);
  }
  absl::StatusOr<v1::ImportCatalogueResponse> Import(const v1::ImportCatalogueRequest& request) {
    return Ask(&Stub::ImportCatalogue, request, ServicePersona("suite"));
  }
  absl::StatusOr<v1::ConfirmContractsResponse> Confirm(const char* request_id,
                                                       const std::vector<type::v1::CareLine>& lines) {
    v1::ConfirmContractsRequest request;
    request.set_request_id(request_id);
    request.set_route(kRoute);
    request.set_municipality("0361");
    for (const auto& line : lines) *request.add_lines() = line;
    return Ask(&Stub::ConfirmContracts, request, ServicePersona("orchestrator"));
  }
  std::int64_t TariffAt(std::optional<Instant> known_at) {
    v1::CheckContractsRequest request;
    request.set_municipality("0361");
    *request.add_lines() = Line("line-1", "42420001");
    if (known_at) *request.mutable_known_at() = ToProto(*known_at);
    const auto response = Ask(&Stub::CheckContracts, request, ServicePersona("claims"));
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->checks(0).tariff().cents() : -1;
  }
  /// What was announced about routes.
  std::vector<type::v1::Event> Announced() { return Announced("routes/"); }
  /// What was announced about what bears such a name.
  std::vector<type::v1::Event> Announced(std::string_view aggregates) {
    std::vector<type::v1::Event> events;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(events, ListEvents(connection, 0, 1'000));
      return absl::OkStatus();
    }),
                IsOk());
    std::erase_if(events, [&](const type::v1::Event& event) { return !event.aggregate().starts_with(aggregates); });
    return events;
  }

  TestWorld world_;
  Database* database_ = world_.OpenDatabase("contracting", ContractingMigrations());
  ContractingService service_{world_.Stack("contracting", database_)};
  std::unique_ptr<Server> server_ = world_.Serve({&service_});
  std::unique_ptr<Stub> stub_ = v1::Contracting::NewStub(server_->InProcess());
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_TESTS_SERVICE_CONTRACTING_CONTRACTING_WORLD_H_

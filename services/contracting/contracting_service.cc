#include "services/contracting/contracting_service.h"

#include <string>
#include <utility>
#include <vector>

#include "services/contracting/catalogue_store.h"
#include "services/contracting/contract_check.h"
#include "services/contracting/contract_finder.h"
#include "services/contracting/contracting_codec.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/store/columns.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;
using Subject = AccessQuestion::Subject;

absl::Status Violated(std::vector<FieldViolation> violations) {
  return InvalidFields("REQUEST_INVALID", std::move(violations));
}

// The moment as known at which rows are looked up: asked for, or now.
absl::StatusOr<Instant> KnownAt(bool asked, const google::protobuf::Timestamp& moment, Instant now) {
  if (!asked) return now;
  const std::optional<Instant> known_at = FromProto(moment);
  if (!known_at) return Violated({{"known_at", "is no moment"}});
  return *known_at;
}

// The provider to which the caller belongs; nullopt for all others.
std::optional<std::string> OwnProvider(const CallContext& call) {
  return Visible(call.identity, call.purpose, Subject::kContract).provider;
}

std::vector<ContractCheck> CheckAll(const std::vector<CareLine>& lines, const std::string& municipality,
                                    const Catalogue& catalogue) {
  std::vector<ContractCheck> checks;
  checks.reserve(lines.size());
  for (const CareLine& line : lines) checks.push_back(CheckLine(line, municipality, catalogue));
  return checks;
}

// Lines that others run already; their names may repeat, as they come from more than one route.
template <typename Lines>
std::vector<CareLine> ReadRunning(const Lines& lines, std::vector<FieldViolation>* violations) {
  std::vector<CareLine> running;
  for (int i = 0; i < lines.size(); ++i) {
    auto line = ReadCareLine(lines[i], Cat("running_lines[", i, "]"), violations);
    if (line) running.push_back(*std::move(line));
  }
  return running;
}

std::string Method(std::string_view name) { return Cat("clientroute.contracting.v1.Contracting/", name); }

}  // namespace

ContractingService::ContractingService(CallStack stack) : calls_(stack), database_(stack.database) {}

grpc::Status ContractingService::ConfirmContracts(grpc::ServerContext* context,
                                                  const v1::ConfirmContractsRequest* request,
                                                  v1::ConfirmContractsResponse* response) {
  return calls_.Write(context, Method("ConfirmContracts"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    std::vector<FieldViolation> violations;
    const bool nothing = request->lines().empty();
    const auto lines = nothing ? std::vector<CareLine>() : ReadCareLines(request->lines(), "lines", &violations);
    const std::vector<CareLine> running = ReadRunning(request->running_lines(), &violations);
    if (!IdIn(request->route(), "routes")) violations.push_back({"route", "must be routes/ and an id"});
    if (!MunicipalityCode::Parse(request->municipality())) violations.push_back({"municipality", "must be a CBS code"});
    if (!violations.empty()) return Violated(std::move(violations));
    if (nothing) {
      v1::NothingToConfirm event;
      event.set_route(request->route());
      return unit.Announce(event.route(), event);
    }
    CatalogueStore store(&unit.db());
    CLIENTROUTE_ASSIGN(const Catalogue catalogue, store.LoadFor(lines, unit.now()));
    CLIENTROUTE_ASSIGN(const StackingMatrix matrix, store.LoadMatrix(unit.now()));
    const std::vector<ContractCheck> checks = CheckTogether(lines, running, request->municipality(), catalogue, matrix);
    bool confirmed = true;
    for (const ContractCheck& check : checks) {
      confirmed = confirmed && !check.reason;
      *response->add_checks() = ToProto(check);
    }
    response->set_confirmed(confirmed);
    if (confirmed) return unit.Announce(request->route(), ConfirmedEvent(request->route(), lines, checks));
    return unit.Announce(request->route(), NotContractedEvent(request->route(), checks));
  });
}

grpc::Status ContractingService::CheckContracts(grpc::ServerContext* context, const v1::CheckContractsRequest* request,
                                                v1::CheckContractsResponse* response) {
  return calls_.Read(context, Method("CheckContracts"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    std::vector<FieldViolation> violations;
    const std::vector<CareLine> lines = ReadCareLines(request->lines(), "lines", &violations);
    const std::vector<CareLine> running = ReadRunning(request->running_lines(), &violations);
    if (!MunicipalityCode::Parse(request->municipality())) violations.push_back({"municipality", "must be a CBS code"});
    if (!violations.empty()) return Violated(std::move(violations));
    CLIENTROUTE_ASSIGN(const Instant known_at, KnownAt(request->has_known_at(), request->known_at(), call.now));
    return database_->Read([&](Connection& connection) -> absl::Status {
      CatalogueStore store(&connection);
      CLIENTROUTE_ASSIGN(const Catalogue catalogue, store.LoadFor(lines, known_at));
      std::vector<ContractCheck> checks;
      if (request->one_client() || !running.empty()) {
        CLIENTROUTE_ASSIGN(const StackingMatrix matrix, store.LoadMatrix(known_at));
        checks = CheckTogether(lines, running, request->municipality(), catalogue, matrix);
      } else {
        checks = CheckAll(lines, request->municipality(), catalogue);
      }
      for (const ContractCheck& check : checks) *response->add_checks() = ToProto(check);
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::LookUpTariffs(grpc::ServerContext* context, const v1::LookUpTariffsRequest* request,
                                               v1::LookUpTariffsResponse* response) {
  return calls_.Read(context, Method("LookUpTariffs"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    std::vector<FieldViolation> violations;
    const std::vector<TariffQuestion> questions = ReadQuestions(*request, &violations);
    if (!violations.empty()) return Violated(std::move(violations));
    CLIENTROUTE_ASSIGN(const Instant known_at, KnownAt(request->has_known_at(), request->known_at(), call.now));
    std::vector<CareLine> lines;
    for (const TariffQuestion& question : questions) {
      CareLine line;
      line.product = question.product;
      line.provider = question.provider;
      lines.push_back(std::move(line));
    }
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const Catalogue catalogue, CatalogueStore(&connection).LoadFor(lines, known_at));
      for (std::size_t i = 0; i < questions.size(); ++i) {
        const std::string& key = request->questions(static_cast<int>(i)).key();
        *response->add_answers() = ToAnswer(key, LookUpTariff(questions[i], catalogue));
      }
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::ListStackingRules(grpc::ServerContext* context,
                                                   const v1::ListStackingRulesRequest* request,
                                                   v1::ListStackingRulesResponse* response) {
  return calls_.Read(context, Method("ListStackingRules"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    const std::optional<Date> day = request->has_date() ? FromProto(request->date()) : LocalDate(call.now);
    if (!day) return Violated({{"date", "is no day"}});
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const StackingMatrix matrix, CatalogueStore(&connection).LoadMatrix(call.now));
      for (const StackingRule& rule : matrix.rules) {
        if (rule.period.Contains(*day)) *response->add_rules() = ToProto(rule);
      }
      for (const ProductLimit& limit : matrix.limits) {
        if (limit.period.Contains(*day)) *response->add_limits() = ToProto(limit);
      }
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::GetContract(grpc::ServerContext* context, const v1::GetContractRequest* request,
                                             v1::Contract* response) {
  return calls_.Read(context, Method("GetContract"), *request, [&](const CallContext& call) {
    return database_->Read([&](Connection& connection) -> absl::Status {
      CatalogueStore store(&connection);
      CLIENTROUTE_ASSIGN(const Recorded<Contract> contract, FindContract(store, request->name(), "name", call.now));
      CLIENTROUTE_RETURN_IF_ERROR(MayRead(call, contract.row));
      *response = ToProto(contract);
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::ListContracts(grpc::ServerContext* context, const v1::ListContractsRequest* request,
                                               v1::ListContractsResponse* response) {
  return calls_.Read(context, Method("ListContracts"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 3));
    CatalogueStore::ContractFilter filter;
    if (!request->provider().empty()) filter.provider = request->provider();
    if (!request->municipality().empty()) filter.municipality = request->municipality();
    filter.visible = VisibleMunicipalities(call.identity, call.purpose, Subject::kContract);
    filter.own_provider = OwnProvider(call);
    const auto order = static_cast<CatalogueStore::ContractOrder>(request->order());
    CatalogueStore::ContractPosition after;
    if (!key.empty()) after = {NumberIn(key[0]), key[1], key[2]};
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto contracts,
                         CatalogueStore(&connection).ListContracts(filter, order, after, rows + 1, call.now));
      response->set_next_page_token(CutPage(contracts, rows, *request, [order](const Recorded<Contract>& last) {
        const auto place = CatalogueStore::PositionOf(last.row, order);
        return std::vector<std::string>{KeyPart(place.value), place.provider, place.code};
      }));
      for (const Recorded<Contract>& contract : contracts) *response->add_contracts() = ToProto(contract);
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::ListTariffs(grpc::ServerContext* context, const v1::ListTariffsRequest* request,
                                             v1::ListTariffsResponse* response) {
  return calls_.Read(context, Method("ListTariffs"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 4));
    CLIENTROUTE_ASSIGN(const Instant known_at, KnownAt(request->has_known_at(), request->known_at(), call.now));
    const auto order = static_cast<CatalogueStore::TariffOrder>(request->order());
    CatalogueStore::TariffPosition after;
    if (!key.empty()) after = {NumberIn(key[0]), {key[1], key[2]}, NumberIn(key[3])};
    return database_->Read([&](Connection& connection) -> absl::Status {
      CatalogueStore store(&connection);
      CLIENTROUTE_ASSIGN(const Recorded<Contract> contract,
                         FindContract(store, request->contract(), "contract", known_at));
      CLIENTROUTE_RETURN_IF_ERROR(MayRead(call, contract.row));
      CLIENTROUTE_ASSIGN(auto tariffs, store.ListTariffs(contract.row.code, order, after, rows + 1, known_at));
      response->set_next_page_token(CutPage(tariffs, rows, *request, [order](const Recorded<Tariff>& last) {
        const auto place = CatalogueStore::PositionOf(last.row, order);
        return std::vector<std::string>{KeyPart(place.value), place.product.category, place.product.code,
                                        KeyPart(place.first_day)};
      }));
      for (const Recorded<Tariff>& tariff : tariffs) *response->add_tariffs() = ToProto(tariff);
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::ListProducts(grpc::ServerContext* context, const v1::ListProductsRequest* request,
                                              v1::ListProductsResponse* response) {
  return calls_.Read(context, Method("ListProducts"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 2));
    const std::optional<Date> day = request->has_date() ? FromProto(request->date()) : LocalDate(call.now);
    if (!day) return Violated({{"date", "is no day"}});
    CatalogueStore::ProductPosition after;
    if (!key.empty()) after = {key[0], NumberIn(key[1])};
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto products, CatalogueStore(&connection).ListProducts(*day, after, rows + 1, call.now));
      response->set_next_page_token(CutPage(products, rows, *request, [](const CatalogueProduct& last) {
        return std::vector<std::string>{last.product.code, KeyPart(CodeOf(last.law))};
      }));
      for (const CatalogueProduct& product : products) *response->add_products() = ToProto(product);
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::ListProviders(grpc::ServerContext* context, const v1::ListProvidersRequest* request,
                                               v1::ListProvidersResponse* response) {
  return calls_.Read(context, Method("ListProviders"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 1));
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto providers, CatalogueStore(&connection)
                                             .ListProviders(OwnProvider(call), key.empty() ? std::string() : key[0],
                                                            rows + 1, call.now));
      response->set_next_page_token(CutPage(providers, rows, *request, [](const Provider& last) {
        return std::vector<std::string>{last.code.ToString()};
      }));
      for (const Provider& provider : providers) *response->add_providers() = ToProto(provider);
      return absl::OkStatus();
    });
  });
}

grpc::Status ContractingService::ListMunicipalities(grpc::ServerContext* context,
                                                    const v1::ListMunicipalitiesRequest* request,
                                                    v1::ListMunicipalitiesResponse* response) {
  return calls_.Read(context, Method("ListMunicipalities"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const auto municipalities, CatalogueStore(&connection).ListMunicipalities(call.now));
      for (const Municipality& municipality : municipalities) *response->add_municipalities() = ToProto(municipality);
      return absl::OkStatus();
    });
  });
}

namespace {

// Tells who counts by segment and against ceilings what was taken in.
absl::Status AnnounceRecorded(const CurrentRows& added, UnitOfWork& unit) {
  for (const CatalogueProduct& product : added.products) {
    const std::string aggregate = Cat("products/", static_cast<int>(ToProto(product.law)), "-", product.product.code);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(aggregate, RecordedEvent(product)));
  }
  for (const Contract& contract : added.contracts) {
    const v1::ContractRecorded event = RecordedEvent(contract);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.contract(), event));
  }
  return absl::OkStatus();
}

}  // namespace

grpc::Status ContractingService::ImportCatalogue(grpc::ServerContext* context,
                                                 const v1::ImportCatalogueRequest* request,
                                                 v1::ImportCatalogueResponse* response) {
  return calls_.Write(context, Method("ImportCatalogue"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    std::vector<FieldViolation> violations;
    const Import import = ReadImport(*request, &violations);
    CatalogueStore store(&unit.db());
    CLIENTROUTE_ASSIGN(const CurrentRows current, store.LoadCurrent(unit.now()));
    for (WrongRow& wrong : FindWrong(import, current, LocalDate(unit.now()))) {
      violations.push_back({std::move(wrong.field), std::move(wrong.why)});
    }
    if (!violations.empty()) return InvalidFields("CATALOGUE_INVALID", std::move(violations));
    const CurrentRows added = NewRows(import, current);
    CLIENTROUTE_RETURN_IF_ERROR(store.Add(added, unit.now()));
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceRecorded(added, unit));
    response->set_added(static_cast<std::int32_t>(
        added.municipalities.size() + added.providers.size() + added.products.size() + added.contracts.size() +
        added.tariffs.size() + added.matrix.rules.size() + added.matrix.limits.size() +
        added.choices.intensities.size() + added.choices.measures.size()));
    return absl::OkStatus();
  });
}

}  // namespace clientroute::contracting

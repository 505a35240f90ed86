// How often to talk and when it is due, of SupplierManagementService.
#include <optional>
#include <string>
#include <vector>

#include "services/contracting/catalogue_store.h"
#include "services/contracting/contract_finder.h"
#include "services/contracting/performance_codec.h"
#include "services/contracting/supplier_management_service.h"
#include "services/contracting/talk_schedule_codec.h"
#include "services/contracting/talk_schedule_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/calendar.h"

namespace clientroute::contracting {
namespace {

using clientroute::FromProto;

std::string Method(std::string_view name) { return Cat("clientroute.contracting.v1.SupplierManagement/", name); }

std::optional<std::string> Asked(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

}  // namespace

grpc::Status SupplierManagementService::GetTalkSchedule(grpc::ServerContext* context,
                                                        const v1::GetTalkScheduleRequest* request,
                                                        v1::TalkSchedule* response) {
  return calls_.Read(context, Method("GetTalkSchedule"), *request, [&](const CallContext& call) {
    return database_->Read([&](Connection& connection) -> absl::Status {
      CatalogueStore catalogue(&connection);
      CLIENTROUTE_ASSIGN(const auto contract, FindContract(catalogue, request->contract(), "contract", call.now));
      CLIENTROUTE_RETURN_IF_ERROR(MayRead(call, contract.row));
      const Date today = LocalDate(call.now);
      CLIENTROUTE_ASSIGN(const auto found, TalkScheduleStore(&connection, today).Find(contract.row.code));
      *response = ToProto(found.value(), today);
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::ListTalkSchedules(grpc::ServerContext* context,
                                                          const v1::ListTalkSchedulesRequest* request,
                                                          v1::ListTalkSchedulesResponse* response) {
  return calls_.Read(context, Method("ListTalkSchedules"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 2));
    CLIENTROUTE_ASSIGN(const ContractScope scope, ReadScope(call, "", request->provider()));
    const TalkScheduleStore::Filter filter{.provider = scope.provider,
                                           .municipality = Asked(request->municipality()),
                                           .lot = Asked(request->lot()),
                                           .segment = Asked(request->segment()),
                                           .late = request->late(),
                                           .unplanned = request->unplanned(),
                                           .visible = scope.visible,
                                           .visible_provider = scope.visible_provider};
    TalkScheduleStore::Position after;
    if (!key.empty()) after = {NumberIn(key[0]), key[1]};
    const Date today = LocalDate(call.now);
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto schedules, TalkScheduleStore(&connection, today).List(filter, after, rows + 1));
      response->set_next_page_token(CutPage(schedules, rows, *request, [](const TalkSchedule& last) {
        const auto place = TalkScheduleStore::PositionOf(last);
        return std::vector<std::string>{KeyPart(place.due), place.contract};
      }));
      for (const TalkSchedule& schedule : schedules) *response->add_schedules() = ToProto(schedule, today);
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::ListSupplierChoices(grpc::ServerContext* context,
                                                            const v1::ListSupplierChoicesRequest* request,
                                                            v1::ListSupplierChoicesResponse* response) {
  return calls_.Read(context, Method("ListSupplierChoices"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(MayReadCatalogue(call));
    const std::optional<Date> day = request->has_date() ? FromProto(request->date()) : LocalDate(call.now);
    if (!day) return InvalidFields("REQUEST_INVALID", {{"date", "is no day"}});
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const SupplierChoices choices, CatalogueStore(&connection).LoadChoices(call.now));
      for (const TalkIntensity& intensity : choices.intensities) {
        if (intensity.period.Contains(*day)) *response->add_intensities() = ToProto(intensity);
      }
      for (const PerformanceMeasure& measure : choices.measures) {
        if (measure.period.Contains(*day)) *response->add_measures() = ToProto(measure);
      }
      return absl::OkStatus();
    });
  });
}

}  // namespace clientroute::contracting

#include "services/contracting/supplier_management_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/contracting/catalogue_store.h"
#include "services/contracting/contract_finder.h"
#include "services/contracting/contracting_codec.h"
#include "services/contracting/talk_codec.h"
#include "services/contracting/talk_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/store/columns.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

using clientroute::FromProto;

std::string Method(std::string_view name) { return Cat("clientroute.contracting.v1.SupplierManagement/", name); }

absl::Status Violated(std::string_view field, std::string_view what) {
  return InvalidFields("REQUEST_INVALID", {{std::string(field), std::string(what)}});
}

// The contract of a talk or agreement, for who may read it; a talk belongs to the provider that it was held with, also
// when the contract has gone to another.
absl::StatusOr<Contract> ReadableContract(Connection& connection, const CallContext& call, const std::string& code,
                                          const ProviderCode& provider) {
  CatalogueStore store(&connection);
  CLIENTROUTE_ASSIGN(auto found, FindContract(store, NameOf(kContracts, code), "contract", call.now));
  Contract contract = std::move(found.row);
  contract.provider = provider;
  CLIENTROUTE_RETURN_IF_ERROR(MayRead(call, contract));
  return contract;
}

absl::StatusOr<Talk> FindTalk(TalkStore& store, const std::string& name) {
  const auto id = IdIn(name, kTalks);
  if (!id) return Violated("name", "must be talks/ and an id");
  CLIENTROUTE_ASSIGN(auto found, store.FindTalk(*id));
  if (!found) return Error(absl::StatusCode::kNotFound, "TALK_NOT_FOUND", Cat("there is no ", name));
  return *std::move(found);
}

absl::Status RequirePlanned(const Talk& talk) {
  if (talk.state == TalkState::kPlanned) return absl::OkStatus();
  return Error(
      absl::StatusCode::kFailedPrecondition, "TALK_NOT_PLANNED", "the talk was held or called off",
      {{"state", v1::Talk::State_Name(static_cast<v1::Talk::State>(talk.state))}, {"changed_by", talk.changed_by}});
}

absl::Status RequireAsSeen(TalkStore& store, const Talk& talk, std::string_view etag) {
  if (etag == EtagOf(talk)) return absl::OkStatus();
  std::string author = talk.changed_by;
  // The talk is as it was, so what stands on its agenda by itself is not: somebody made or ended an agreement.
  if (!IsOfOtherRevision(etag, talk)) {
    CLIENTROUTE_ASSIGN(author, store.LastAuthor(talk.contract));
  }
  return Error(absl::StatusCode::kAborted, "TALK_CHANGED", "the talk is not as it was seen",
               {{"changed_by", author}, {"etag", EtagOf(talk)}});
}

// A planned talk that the caller may change, with its contract. `etag` is empty where it does not matter.
struct TalkInHand {
  Talk talk;
  Contract contract;
};
absl::StatusOr<TalkInHand> TakeInHand(UnitOfWork& unit, const std::string& name, std::string_view etag) {
  TalkStore store(&unit.db());
  CLIENTROUTE_ASSIGN(Talk talk, FindTalk(store, name));
  CLIENTROUTE_ASSIGN(Contract contract, ReadableContract(unit.db(), unit.call(), talk.contract, talk.provider));
  CLIENTROUTE_RETURN_IF_ERROR(RequirePlanned(talk));
  if (!etag.empty()) CLIENTROUTE_RETURN_IF_ERROR(RequireAsSeen(store, talk, etag));
  return TalkInHand{std::move(talk), std::move(contract)};
}

// Says in a talk who changes it now.
void Sign(const UnitOfWork& unit, Talk* talk) {
  talk->changed_by = unit.call().identity.subject;
  talk->changed_at = unit.now();
}

absl::Status Answer(UnitOfWork& unit, const Uuid& talk, v1::Talk* response) {
  CLIENTROUTE_ASSIGN(const auto stored, TalkStore(&unit.db()).FindTalk(talk));
  *response = ToProto(stored.value(), LocalDate(unit.now()));
  return absl::OkStatus();
}

// What narrows both lists.
template <typename Request>
absl::StatusOr<TalkStore::Filter> ReadFilter(const CallContext& call, const Request& request) {
  CLIENTROUTE_ASSIGN(const ContractScope scope, ReadScope(call, request.contract(), request.provider()));
  TalkStore::Filter filter{scope.contract, scope.provider, {}, {}, scope.visible, scope.visible_provider};
  if (request.state() != 0) filter.state = static_cast<std::int64_t>(request.state());
  if (request.overdue()) filter.overdue_on = LocalDate(call.now);
  return filter;
}

template <typename Request>
absl::StatusOr<std::optional<TalkStore::Position>> ReadPosition(const Request& request) {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  if (key.empty()) return std::optional<TalkStore::Position>();
  return std::optional(TalkStore::Position{NumberIn(key[0]), NumberIn(key[1])});
}

}  // namespace

SupplierManagementService::SupplierManagementService(CallStack stack) : calls_(stack), database_(stack.database) {}

grpc::Status SupplierManagementService::PlanTalk(grpc::ServerContext* context, const v1::PlanTalkRequest* request,
                                                 v1::Talk* response) {
  return calls_.Write(context, Method("PlanTalk"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    CatalogueStore catalogue(&unit.db());
    CLIENTROUTE_ASSIGN(const auto contract, FindContract(catalogue, request->contract(), "contract", unit.now()));
    CLIENTROUTE_RETURN_IF_ERROR(MayRead(unit.call(), contract.row));
    TalkStore store(&unit.db());
    CLIENTROUTE_ASSIGN(const std::vector<Agreement> open, store.OpenAgreements(contract.row.code));
    TalkViolations violations;
    const Date today = LocalDate(unit.now());
    const std::optional<Date> day = FromProto(request->date());
    violations.Require(day.has_value(), "date", "is no day");
    violations.Require(!day || *day >= today, "date", "must be today or later");
    Talk talk{.row = 0,
              .id = unit.NewId("talk"),
              .contract = contract.row.code,
              .provider = contract.row.provider,
              .revision = 1,
              .state = TalkState::kPlanned,
              .day = day.value_or(today),
              .is_next = false,
              .participants = ReadParticipants(request->participants(), &violations),
              .agenda = ReadAgenda(request->agenda(), &violations),
              .agreements = {},
              .cancel_reason = {},
              .changed_by = {},
              .created_at = unit.now(),
              .changed_at = unit.now()};
    violations.Add(CheckAgenda(talk.agenda, contract.row.municipalities, open));
    CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
    FillSubjects(open, &talk.agenda);
    Sign(unit, &talk);
    CLIENTROUTE_RETURN_IF_ERROR(store.Add(&talk));
    return Answer(unit, talk.id, response);
  });
}

grpc::Status SupplierManagementService::ChangeTalk(grpc::ServerContext* context, const v1::ChangeTalkRequest* request,
                                                   v1::Talk* response) {
  return calls_.Write(context, Method("ChangeTalk"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_ASSIGN(TalkInHand hand, TakeInHand(unit, request->name(), request->etag()));
    Talk& talk = hand.talk;
    TalkStore store(&unit.db());
    CLIENTROUTE_ASSIGN(const std::vector<Agreement> open, store.OpenAgreements(talk.contract));
    TalkViolations violations;
    const std::optional<Date> day = FromProto(request->date());
    violations.Require(day.has_value(), "date", "is no day");
    violations.Require(!day || *day == talk.day || *day >= LocalDate(unit.now()), "date", "must be today or later");
    talk.day = day.value_or(talk.day);
    talk.participants = ReadParticipants(request->participants(), &violations);
    talk.agenda = ReadAgenda(request->agenda(), &violations);
    violations.Add(CheckAgenda(talk.agenda, hand.contract.municipalities, open));
    CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
    FillSubjects(open, &talk.agenda);
    ++talk.revision;
    Sign(unit, &talk);
    CLIENTROUTE_RETURN_IF_ERROR(store.AddRevision(talk));
    return Answer(unit, talk.id, response);
  });
}

grpc::Status SupplierManagementService::HoldTalk(grpc::ServerContext* context, const v1::HoldTalkRequest* request,
                                                 v1::Talk* response) {
  return calls_.Write(context, Method("HoldTalk"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_ASSIGN(TalkInHand hand, TakeInHand(unit, request->name(), request->etag()));
    Talk& talk = hand.talk;
    TalkStore store(&unit.db());
    CLIENTROUTE_ASSIGN(const std::vector<Agreement> open, store.OpenAgreements(talk.contract));
    TalkViolations violations;
    const Date today = LocalDate(unit.now());
    const std::optional<Date> day = request->has_date() ? FromProto(request->date()) : today;
    violations.Require(day.has_value(), "date", "is no day");
    violations.Require(!day || *day <= today, "date", "must not lie after today");
    talk.day = day.value_or(today);
    if (!request->participants().empty()) talk.participants = ReadParticipants(request->participants(), &violations);
    std::vector<Agreement> agreements = ReadAgreements(request->agreements(), talk, &violations);
    Problems problems;
    const auto settlements = TakeReports(ReadReports(request->reports(), &violations), open, &talk, &problems);
    violations.Add(problems);
    CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
    for (std::size_t i = 0; i < agreements.size(); ++i) agreements[i].id = unit.NewId(Cat("agreement-", i));
    ++talk.revision;
    talk.state = TalkState::kHeld;
    Sign(unit, &talk);
    CLIENTROUTE_RETURN_IF_ERROR(store.AddRevision(talk));
    CLIENTROUTE_RETURN_IF_ERROR(store.AddAgreements(talk.row, agreements, unit.now()));
    CLIENTROUTE_RETURN_IF_ERROR(store.Settle(settlements, talk.changed_by, unit.now()));
    return Answer(unit, talk.id, response);
  });
}

grpc::Status SupplierManagementService::CancelTalk(grpc::ServerContext* context, const v1::CancelTalkRequest* request,
                                                   v1::Talk* response) {
  return calls_.Write(context, Method("CancelTalk"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    CLIENTROUTE_ASSIGN(TalkInHand hand, TakeInHand(unit, request->name(), ""));
    TalkViolations violations;
    violations.RequireText(request->reason(), "reason");
    CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
    ++hand.talk.revision;
    hand.talk.state = TalkState::kCancelled;
    hand.talk.cancel_reason = request->reason();
    Sign(unit, &hand.talk);
    CLIENTROUTE_RETURN_IF_ERROR(TalkStore(&unit.db()).AddRevision(hand.talk));
    return Answer(unit, hand.talk.id, response);
  });
}

grpc::Status SupplierManagementService::SettleAgreement(grpc::ServerContext* context,
                                                        const v1::SettleAgreementRequest* request,
                                                        v1::Agreement* response) {
  return calls_.Write(context, Method("SettleAgreement"), *request, response, [&](UnitOfWork& unit) -> absl::Status {
    const auto id = IdIn(request->name(), kAgreements);
    if (!id) return Violated("name", "must be agreements/ and an id");
    TalkStore store(&unit.db());
    CLIENTROUTE_ASSIGN(const auto found, store.FindAgreement(*id));
    if (!found) {
      return Error(absl::StatusCode::kNotFound, "AGREEMENT_NOT_FOUND", Cat("there is no ", request->name()));
    }
    CLIENTROUTE_RETURN_IF_ERROR(ReadableContract(unit.db(), unit.call(), found->contract, found->provider).status());
    if (found->state != AgreementState::kOpen) {
      return Error(absl::StatusCode::kFailedPrecondition, "AGREEMENT_SETTLED", "the agreement has ended",
                   {{"settled_by", found->settled_by}});
    }
    TalkViolations violations;
    violations.Require(request->outcome() != v1::Agreement::OPEN, "outcome", "must be DONE or DROPPED");
    violations.RequireText(request->note(), "note");
    CLIENTROUTE_RETURN_IF_ERROR(violations.ToStatus());
    CLIENTROUTE_RETURN_IF_ERROR(
        store.Settle({{&*found, static_cast<AgreementState>(request->outcome()), request->note()}},
                     unit.call().identity.subject, unit.now()));
    CLIENTROUTE_ASSIGN(const auto settled, store.FindAgreement(*id));
    *response = ToProto(settled.value(), LocalDate(unit.now()));
    return absl::OkStatus();
  });
}

grpc::Status SupplierManagementService::GetTalk(grpc::ServerContext* context, const v1::GetTalkRequest* request,
                                                v1::Talk* response) {
  return calls_.Read(context, Method("GetTalk"), *request, [&](const CallContext& call) {
    return database_->Read([&](Connection& connection) -> absl::Status {
      TalkStore store(&connection);
      CLIENTROUTE_ASSIGN(const Talk talk, FindTalk(store, request->name()));
      CLIENTROUTE_RETURN_IF_ERROR(ReadableContract(connection, call, talk.contract, talk.provider).status());
      *response = ToProto(talk, LocalDate(call.now));
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::ListTalks(grpc::ServerContext* context, const v1::ListTalksRequest* request,
                                                  v1::ListTalksResponse* response) {
  return calls_.Read(context, Method("ListTalks"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const auto after, ReadPosition(*request));
    CLIENTROUTE_ASSIGN(const TalkStore::Filter filter, ReadFilter(call, *request));
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto talks,
                         TalkStore(&connection).ListTalks(filter, request->earliest_first(), after, rows + 1));
      response->set_next_page_token(CutPage(talks, rows, *request, [](const Talk& last) {
        return std::vector<std::string>{KeyPart(ToDays(last.day)), KeyPart(last.row)};
      }));
      for (const Talk& talk : talks) *response->add_talks() = ToProto(talk, LocalDate(call.now));
      return absl::OkStatus();
    });
  });
}

grpc::Status SupplierManagementService::ListAgreements(grpc::ServerContext* context,
                                                       const v1::ListAgreementsRequest* request,
                                                       v1::ListAgreementsResponse* response) {
  return calls_.Read(context, Method("ListAgreements"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const auto after, ReadPosition(*request));
    CLIENTROUTE_ASSIGN(const TalkStore::Filter filter, ReadFilter(call, *request));
    return database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto agreements, TalkStore(&connection).ListAgreements(filter, after, rows + 1));
      response->set_next_page_token(CutPage(agreements, rows, *request, [](const Agreement& last) {
        return std::vector<std::string>{KeyPart(ToDays(last.due)), KeyPart(last.row)};
      }));
      for (const Agreement& agreement : agreements) {
        *response->add_agreements() = ToProto(agreement, LocalDate(call.now));
      }
      return absl::OkStatus();
    });
  });
}

}  // namespace clientroute::contracting

#include "services/intake/referral_service.h"

#include <utility>

#include "clientroute/intake/v1/events.pb.h"
#include "services/intake/person_codec.h"
#include "services/intake/referral_codec.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

using Subject = AccessQuestion::Subject;

absl::Status ReferralNotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "REFERRAL_NOT_FOUND", "there is no such referral, or it may not be seen",
               {{"referral", std::string(name)}});
}

absl::Status ReferenceReused(const Source& source) {
  return Error(absl::StatusCode::kAlreadyExists, "SOURCE_REFERENCE_REUSED",
               "the sender used this reference for another referral",
               {{"sender", source.sender}, {"reference", source.reference}});
}

std::string_view StateName(ReferralState state) {
  switch (state) {
    case ReferralState::kAccepted:
      return "ACCEPTED";
    case ReferralState::kWithdrawn:
      return "WITHDRAWN";
    case ReferralState::kCompleted:
      return "COMPLETED";
  }
  return "STATE_UNSPECIFIED";
}

// What the reason of a withdrawal is bound to.
std::string ReasonOf(const Uuid& referral) { return Cat(NameOf("referrals", referral), "/withdraw_reason"); }

// Whether the caller may take referrals in for the municipality: work at its front door, for which nobody needs to be
// involved yet.
absl::Status MayTakeIn(const CallContext& call, const std::string& municipality) {
  const auto denied = Denied(call.identity, call.purpose, {Subject::kTask, municipality, "", {}});
  if (!denied) return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, Cat("DENIED_BY_", ToString(*denied)),
               "the caller may not take in referrals for this municipality", {{"municipality", municipality}});
}

}  // namespace

// A referral as it was handed in, read and found whole.
struct ReferralMethods::Handed {
  Person person;
  Referral referral;
  std::string content_hash;
};

absl::StatusOr<ReferralMethods::Handed> ReferralMethods::Read(const CallContext& call,
                                                              const v1::CreateReferralRequest& request) const {
  std::vector<FieldViolation> violations;
  const Date today = LocalDate(call.now);
  auto referral = ReadReferral(request.referral(), today, "referral", &violations);
  auto person = ReadPerson(request.person(), referral ? referral->receive_date : today, "person", &violations);
  if (!request.household_member().empty() && !IdIn(request.household_member(), "clients")) {
    violations.push_back({"household_member", "must be clients/<uuid>"});
  }
  if (!referral || !person || !violations.empty()) return InvalidFields("REFERRAL_INVALID", std::move(violations));
  std::string hash = vault_.HashOfContent(ContentOf(*referral, *person));
  return Handed{*std::move(person), *std::move(referral), std::move(hash)};
}

absl::Status ReferralMethods::Create(UnitOfWork& unit, const v1::CreateReferralRequest& request,
                                     v1::Referral* answer) const {
  CLIENTROUTE_ASSIGN(const Handed handed, Read(unit.call(), request));
  CLIENTROUTE_RETURN_IF_ERROR(MayTakeIn(unit.call(), handed.referral.municipality));
  ReferralStore store(&unit.db());
  CLIENTROUTE_ASSIGN(auto known, store.FindBySource(handed.referral.source));
  if (!known) {
    CLIENTROUTE_ASSIGN(const ClientRecord client, ClientFor(unit, request, handed));
    CLIENTROUTE_RETURN_IF_ERROR(Keep(unit, handed, client));
    CLIENTROUTE_ASSIGN(known, store.FindBySource(handed.referral.source));
    if (!known) return Error(absl::StatusCode::kInternal, "REFERRAL_LOST", "a referral that was stored is not found");
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(NameOf("routes", known->route), ToAccepted(*known)));
  } else if (known->content_hash != handed.content_hash) {
    return ReferenceReused(handed.referral.source);
  }
  *answer = ToProto(*known, "");
  return absl::OkStatus();
}

absl::StatusOr<ClientRecord> ReferralMethods::ClientFor(UnitOfWork& unit, const v1::CreateReferralRequest& request,
                                                        const Handed& handed) const {
  std::optional<ClientRecord> client;
  if (handed.person.citizen_number) {
    CLIENTROUTE_ASSIGN(client, clients_.FindOrRegister(unit, *handed.person.citizen_number, "referred"));
  } else {
    CLIENTROUTE_ASSIGN(client, clients_.Register(unit, std::nullopt, "referred"));
  }
  CLIENTROUTE_RETURN_IF_ERROR(clients_.KeepPerson(unit, *client, handed.person, TrustOf(handed.referral.source)));
  if (!request.household_member().empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(JoinMember(unit, request.household_member(), *client));
  }
  if (unit.call().identity.kind == Identity::Kind::kPerson) {
    CLIENTROUTE_RETURN_IF_ERROR(ClientStore(&unit.db()).Involve(client->row, unit.call().identity.subject, unit.now()));
  }
  return *std::move(client);
}

absl::Status ReferralMethods::JoinMember(UnitOfWork& unit, const std::string& member,
                                         const ClientRecord& client) const {
  ClientStore store(&unit.db());
  const VisibleRows visible(unit.call(), Subject::kTask);
  CLIENTROUTE_ASSIGN(const auto found, store.FindVisible(IdIn(member, "clients").value_or(Uuid()), visible));
  if (!found) {
    return InvalidFields("REFERRAL_INVALID", {{"household_member", "must be a client of the caller's municipalities"}});
  }
  CLIENTROUTE_ASSIGN(const auto household, store.FindHousehold(found->household, visible));
  if (!household) return ClientNotFound(member);
  return store.MoveTo(client.row, household->row);
}

absl::Status ReferralMethods::Keep(UnitOfWork& unit, const Handed& handed, const ClientRecord& client) const {
  NewReferral added{unit.NewId("referral"), client.row, handed.referral, std::nullopt, handed.content_hash};
  if (const std::string& name = handed.referral.referrer.display_name; !name.empty()) {
    CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(client.wrapped_key.value_or(""), client.id));
    added.sealed_display_name = vault_.SealText(key, NameOf("referrals", added.id), name);
  }
  return ReferralStore(&unit.db()).Add(added, unit.now());
}

absl::StatusOr<v1::Referral> ReferralMethods::Shown(const ReferralRecord& record) const {
  if (!record.sealed_display_name || !record.wrapped_key) return ToProto(record, "");
  CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*record.wrapped_key, record.client));
  CLIENTROUTE_ASSIGN(const std::string name,
                     vault_.OpenText(key, NameOf("referrals", record.id), *record.sealed_display_name));
  return ToProto(record, name);
}

absl::Status ReferralMethods::ShowReason(const ReferralRecord& record, v1::Referral* answer) const {
  if (!record.sealed_withdraw_reason || !record.wrapped_key) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*record.wrapped_key, record.client));
  CLIENTROUTE_ASSIGN(*answer->mutable_withdraw_reason(),
                     vault_.OpenText(key, ReasonOf(record.id), *record.sealed_withdraw_reason));
  return absl::OkStatus();
}

absl::Status ReferralMethods::Get(const CallContext& call, const v1::GetReferralRequest& request, v1::Referral* answer,
                                  Look* look) const {
  const auto id = IdIn(request.name(), "referrals");
  std::optional<ReferralRecord> record;
  if (id) {
    CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
      CLIENTROUTE_ASSIGN(record, ReferralStore(&db).FindVisible(*id, VisibleRows(call, Subject::kRoute)));
      return absl::OkStatus();
    }));
  }
  if (!record) return ReferralNotFound(request.name());
  CLIENTROUTE_ASSIGN(*answer, Shown(*record));
  CLIENTROUTE_RETURN_IF_ERROR(ShowReason(*record, answer));
  look->Saw(answer->client(), record->referral.municipality);
  return absl::OkStatus();
}

absl::Status ReferralMethods::List(const CallContext& call, const v1::ListReferralsRequest& request,
                                   v1::ListReferralsResponse* answer, Look* look) const {
  ReferralStore::Filter filter;
  if (!request.client().empty()) {
    filter.client = IdIn(request.client(), "clients");
    if (!filter.client) return InvalidFields("FILTER_INVALID", {{"client", "must be clients/<uuid>"}});
  }
  if (!request.municipality().empty()) filter.municipality = request.municipality();
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 1));
  std::optional<std::int64_t> before;
  if (!key.empty()) before = NumberIn(key[0]);
  std::vector<ReferralRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(records, ReferralStore(&db).List(filter, VisibleRows(call, Subject::kRoute), before, rows + 1));
    return absl::OkStatus();
  }));
  const bool more = records.size() > static_cast<std::size_t>(rows);
  if (more) records.pop_back();
  for (const ReferralRecord& record : records) {
    CLIENTROUTE_ASSIGN(*answer->add_referrals(), Shown(record));
    look->Saw(NameOf("clients", record.client), record.referral.municipality);
  }
  if (more) answer->set_next_page_token(MakePageToken(request, {KeyPart(records.back().row)}));
  return absl::OkStatus();
}

absl::Status ReferralMethods::Withdraw(UnitOfWork& unit, const v1::WithdrawReferralRequest& request,
                                       v1::Referral* answer) const {
  if (!IsLine(request.reason(), kReasonCharactersMax)) {
    return InvalidFields("REASON_INVALID", {{"reason", "must be one line of at most 500 characters"}});
  }
  const auto cause = WithdrawCauseOf(static_cast<int>(request.cause()));
  if (!cause) return InvalidFields("REASON_INVALID", {{"cause", "must be one of the causes"}});
  ReferralStore store(&unit.db());
  const VisibleRows visible(unit.call(), Subject::kRoute);
  const auto id = IdIn(request.name(), "referrals");
  std::optional<ReferralRecord> record;
  if (id) {
    CLIENTROUTE_ASSIGN(record, store.FindVisible(*id, visible));
  }
  if (!record) return ReferralNotFound(request.name());
  if (!Runs(record->state)) {
    return Error(absl::StatusCode::kFailedPrecondition, "REFERRAL_NOT_RUNNING",
                 "only an accepted referral can be withdrawn",
                 {{"referral", request.name()}, {"state", std::string(StateName(record->state))}});
  }
  if (!record->wrapped_key) return ClientErased(NameOf("clients", record->client));
  CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*record->wrapped_key, record->client));
  CLIENTROUTE_RETURN_IF_ERROR(
      store.Withdraw(record->row, *cause, vault_.SealText(key, ReasonOf(record->id), request.reason())));
  record->state = ReferralState::kWithdrawn;
  record->withdraw_cause = cause;
  ++record->revision;
  *answer = ToProto(*record, "");
  v1::ReferralWithdrawn event;
  event.set_route(answer->route());
  event.set_referral(answer->name());
  event.set_cause(request.cause());
  return unit.Announce(answer->route(), event);
}

}  // namespace clientroute::intake

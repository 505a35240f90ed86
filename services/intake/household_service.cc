#include "services/intake/household_service.h"

#include "services/intake/client_service.h"
#include "services/intake/client_store.h"
#include "services/intake/consent_store.h"
#include "services/intake/referral.h"
#include "services/intake/referral_store.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

using Subject = AccessQuestion::Subject;

// Characters of what a consent is for: a purpose, not a story.
constexpr std::size_t kPurposeCharactersMax = 100;

absl::Status HouseholdNotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "HOUSEHOLD_NOT_FOUND", "there is no such household, or it may not be seen",
               {{"household", std::string(name)}});
}

absl::StatusOr<ClientRecord> VisibleClient(Connection& db, const CallContext& call, const std::string& name) {
  const auto id = IdIn(name, "clients");
  std::optional<ClientRecord> client;
  if (id) {
    CLIENTROUTE_ASSIGN(client, ClientStore(&db).FindVisible(*id, VisibleRows(call, Subject::kClientData)));
  }
  if (!client) return ClientNotFound(name);
  return *std::move(client);
}

absl::StatusOr<HouseholdRecord> VisibleHousehold(Connection& db, const CallContext& call, const std::string& name) {
  const auto id = IdIn(name, "households");
  std::optional<HouseholdRecord> household;
  if (id) {
    CLIENTROUTE_ASSIGN(household, ClientStore(&db).FindHousehold(*id, VisibleRows(call, Subject::kRoute)));
  }
  if (!household) return HouseholdNotFound(name);
  return *std::move(household);
}

absl::Status Fill(Connection& db, const HouseholdRecord& household, v1::Household* answer) {
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> referrals, ReferralStore(&db).OfHousehold(household.row));
  answer->set_name(NameOf("households", household.id));
  *answer->mutable_create_time() = clientroute::ToProto(household.create_time);
  for (const Uuid& client : household.clients) answer->add_clients(NameOf("clients", client));
  for (const Uuid& referral : referrals) answer->add_referrals(NameOf("referrals", referral));
  return absl::OkStatus();
}

absl::Status CheckConsent(const v1::RecordConsentRequest& request) {
  std::vector<FieldViolation> violations;
  if (!IsSubject(request.recipient()) || CountCharacters(request.recipient()) > kSourceCharactersMax) {
    violations.push_back({"recipient", "must name a recipient: schools/…, providers/…, at most 128 characters"});
  }
  if (!IsLine(request.purpose(), kPurposeCharactersMax)) {
    violations.push_back({"purpose", "must be one line of 1 to 100 characters"});
  }
  if (violations.empty()) return absl::OkStatus();
  return InvalidFields("CONSENT_INVALID", std::move(violations));
}

v1::Consent ToProto(const Consent& consent, const std::string& client) {
  v1::Consent out;
  out.set_name(Cat(client, "/", NameOf("consents", consent.id)));
  out.set_recipient(consent.recipient);
  out.set_purpose(consent.purpose);
  out.set_given(consent.given);
  out.set_recorder(consent.recorder);
  *out.mutable_create_time() = clientroute::ToProto(consent.create_time);
  return out;
}

}  // namespace

absl::Status HouseholdMethods::Get(const CallContext& call, const v1::GetHouseholdRequest& request,
                                   v1::Household* answer, Look* look) const {
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(const HouseholdRecord household, VisibleHousehold(db, call, request.name()));
    CLIENTROUTE_RETURN_IF_ERROR(Fill(db, household, answer));
    return Saw(db, {answer->clients().begin(), answer->clients().end()}, look);
  }));
  return absl::OkStatus();
}

absl::Status HouseholdMethods::Join(UnitOfWork& unit, const v1::JoinHouseholdRequest& request,
                                    v1::Household* answer) const {
  CLIENTROUTE_ASSIGN(const ClientRecord client, VisibleClient(unit.db(), unit.call(), request.client()));
  CLIENTROUTE_ASSIGN(const HouseholdRecord household, VisibleHousehold(unit.db(), unit.call(), request.household()));
  CLIENTROUTE_RETURN_IF_ERROR(ClientStore(&unit.db()).MoveTo(client.row, household.row));
  CLIENTROUTE_ASSIGN(const HouseholdRecord joined, VisibleHousehold(unit.db(), unit.call(), request.household()));
  return Fill(unit.db(), joined, answer);
}

absl::Status HouseholdMethods::RecordConsent(UnitOfWork& unit, const v1::RecordConsentRequest& request,
                                             v1::Consent* answer) const {
  CLIENTROUTE_RETURN_IF_ERROR(CheckConsent(request));
  CLIENTROUTE_ASSIGN(const ClientRecord client, VisibleClient(unit.db(), unit.call(), request.client()));
  const Consent consent{0,
                        unit.NewId("consent"),
                        request.recipient(),
                        request.purpose(),
                        request.given(),
                        unit.call().identity.subject,
                        unit.now()};
  CLIENTROUTE_RETURN_IF_ERROR(ConsentStore(&unit.db()).Add(client.row, consent));
  *answer = ToProto(consent, request.client());
  return absl::OkStatus();
}

absl::Status HouseholdMethods::ListConsents(const CallContext& call, const v1::ListConsentsRequest& request,
                                            v1::ListConsentsResponse* answer, Look* look) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 1));
  std::optional<std::int64_t> before;
  if (!key.empty()) before = NumberIn(key[0]);
  std::vector<Consent> consents;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(const ClientRecord client, VisibleClient(db, call, request.client()));
    CLIENTROUTE_ASSIGN(consents, ConsentStore(&db).List(client.row, before, rows + 1));
    return absl::OkStatus();
  }));
  const bool more = consents.size() > static_cast<std::size_t>(rows);
  if (more) consents.pop_back();
  for (const Consent& consent : consents) *answer->add_consents() = ToProto(consent, request.client());
  if (more) answer->set_next_page_token(MakePageToken(request, {KeyPart(consents.back().row)}));
  return database_.Read([&](Connection& db) { return Saw(db, {request.client()}, look); });
}

}  // namespace clientroute::intake

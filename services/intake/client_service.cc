#include "services/intake/client_service.h"

#include "clientroute/intake/v1/events.pb.h"
#include "services/intake/client_store.h"
#include "services/intake/person_codec.h"
#include "services/intake/referral_store.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

using Subject = AccessQuestion::Subject;

// The use for which messaging has keys: the raw files.
constexpr std::string_view kMessaging = "messaging";
constexpr std::string_view kRaw = "raw";

bool MayHaveMessageKeys(const CallContext& call) {
  return call.identity.kind == Identity::Kind::kService && call.purpose == kPurposeMessageExchange;
}

// `access` of `services/access`; empty for another subject.
std::string_view ServiceOf(const CallContext& call) {
  constexpr std::string_view kServices = "services/";
  const std::string_view subject = call.identity.subject;
  return subject.starts_with(kServices) ? subject.substr(kServices.size()) : std::string_view();
}

// Every number of the request, or which of them are none.
absl::StatusOr<std::vector<CitizenNumber>> ReadNumbers(const v1::ResolveClientsRequest& request) {
  std::vector<CitizenNumber> numbers;
  std::vector<FieldViolation> violations;
  for (int i = 0; i < request.citizen_numbers_size(); ++i) {
    if (const auto number = CitizenNumber::Parse(request.citizen_numbers(i))) {
      numbers.push_back(*number);
    } else {
      violations.push_back({Cat("citizen_numbers[", i, "]"), "must be nine digits that keep the eleven test (CS002)"});
    }
  }
  if (!violations.empty()) return InvalidFields("CITIZEN_NUMBER_INVALID", std::move(violations));
  return numbers;
}

// What says nothing of who the client is.
void FillPublic(const ClientRecord& client, v1::Client* answer) {
  answer->set_name(NameOf("clients", client.id));
  answer->set_etag(Cat(client.revision));
  *answer->mutable_create_time() = clientroute::ToProto(client.create_time);
  answer->set_household(NameOf("households", client.household));
  answer->set_has_number(client.has_number);
}

// The client for whom a birth can be recorded.
absl::StatusOr<ClientRecord> FindUnborn(UnitOfWork& unit, const std::string& name) {
  std::optional<ClientRecord> client;
  if (const auto id = IdIn(name, "clients")) {
    CLIENTROUTE_ASSIGN(client, ClientStore(&unit.db()).FindVisible(*id, VisibleRows(unit.call(), Subject::kTask)));
  }
  if (!client) return ClientNotFound(name);
  if (client->erased()) return ClientErased(name);
  if (client->has_number) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLIENT_HAS_NUMBER", "the client has a citizen number already",
                 {{"client", name}});
  }
  return *std::move(client);
}

absl::Status AnnounceNumber(UnitOfWork& unit, const ClientRecord& client) {
  CLIENTROUTE_ASSIGN(const std::vector<Uuid> routes, ReferralStore(&unit.db()).RunningRoutes(client.row));
  for (const Uuid& route : routes) {
    v1::ClientNumberRecorded event;
    event.set_route(NameOf("routes", route));
    event.set_client(NameOf("clients", client.id));
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(event.route(), event));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ClientNotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "CLIENT_NOT_FOUND", "there is no such client, or he may not be seen",
               {{"client", std::string(name)}});
}

absl::Status ClientErased(std::string_view name) {
  return Error(absl::StatusCode::kFailedPrecondition, "CLIENT_ERASED",
               "the client was erased: his data can no longer be read", {{"client", std::string(name)}});
}

absl::Status ClientMethods::Get(const CallContext& call, const v1::GetClientRequest& request, v1::Client* answer,
                                Look* look) const {
  const auto id = IdIn(request.name(), "clients");
  std::optional<ClientRecord> client;
  if (id) {
    CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
      CLIENTROUTE_ASSIGN(client, ClientStore(&db).FindVisible(*id, VisibleRows(call, Subject::kClientData)));
      return absl::OkStatus();
    }));
  }
  if (!client) return ClientNotFound(request.name());
  return Fill(call, *client, answer, look);
}

absl::Status ClientMethods::Find(const CallContext& call, const v1::FindClientRequest& request, v1::Client* answer,
                                 Look* look) const {
  const auto number = CitizenNumber::Parse(request.citizen_number());
  if (!number) {
    return InvalidFields("CITIZEN_NUMBER_INVALID",
                         {{"citizen_number", "must be nine digits that keep the eleven test (CS002)"}});
  }
  std::optional<ClientRecord> client;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(
        client, ClientStore(&db).FindVisibleByNumber(vault_.HashOf(*number), VisibleRows(call, Subject::kClientData)));
    return absl::OkStatus();
  }));
  if (!client) return ClientNotFound("");
  return Fill(call, *client, answer, look);
}

absl::Status ClientMethods::Fill(const CallContext& call, const ClientRecord& client, v1::Client* answer,
                                 Look* look) const {
  const std::string name = NameOf("clients", client.id);
  if (client.erased()) return ClientErased(name);
  CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*client.wrapped_key, client.id));
  FillPublic(client, answer);
  if (client.sealed_person) {
    CLIENTROUTE_ASSIGN(const Person person, vault_.OpenPerson(key, client.id, *client.sealed_person));
    *answer->mutable_person() = ToProto(person);
  }
  if (MayHaveMessageKeys(call)) {
    answer->set_message_key(std::string(ClientVault::KeyFor(key, kMessaging, kRaw).bytes()));
  }
  return database_.Read([&](Connection& db) { return Saw(db, {name}, look); });
}

absl::Status ClientMethods::GetKeys(const CallContext& call, const v1::GetClientKeysRequest& request,
                                    v1::GetClientKeysResponse* answer) const {
  if (!IsResourceCode(request.use())) {
    return InvalidFields("USE_INVALID", {{"use", "must be lower-case letters, digits and hyphens, at most 63"}});
  }
  // A service without a purpose is shown nobody.
  const VisibleRows visible(call, Subject::kClientData);
  return database_.Read([&](Connection& db) -> absl::Status {
    ClientStore store(&db);
    for (const std::string& name : request.clients()) {
      const auto id = IdIn(name, "clients");
      std::optional<ClientRecord> client;
      if (id) {
        CLIENTROUTE_ASSIGN(client, store.FindVisible(*id, visible));
      }
      if (!client) return ClientNotFound(name);
      v1::ClientKey& out = *answer->add_keys();
      out.set_client(name);
      if (client->erased()) continue;
      CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*client->wrapped_key, client->id));
      out.set_key(std::string(ClientVault::KeyFor(key, ServiceOf(call), request.use()).bytes()));
    }
    return absl::OkStatus();
  });
}

absl::Status ClientMethods::Erase(UnitOfWork& unit, const v1::EraseClientRequest& request) const {
  ClientStore clients(&unit.db());
  ReferralStore referrals(&unit.db());
  const auto id = IdIn(request.name(), "clients");
  std::optional<ClientRecord> client;
  if (id) {
    CLIENTROUTE_ASSIGN(client, clients.FindVisible(*id, VisibleRows(unit.call(), Subject::kClientData)));
  }
  if (!client) return ClientNotFound(request.name());
  if (client->erased()) return ClientErased(request.name());
  CLIENTROUTE_ASSIGN(const bool running, referrals.HasRunning(client->row));
  if (running) {
    return Error(absl::StatusCode::kFailedPrecondition, "CLIENT_HAS_RUNNING_REFERRAL",
                 "a route still runs for the client: it must end, or its referral be withdrawn, first",
                 {{"client", request.name()}});
  }
  CLIENTROUTE_RETURN_IF_ERROR(clients.Erase(client->row, unit.now()));
  CLIENTROUTE_RETURN_IF_ERROR(referrals.EraseTexts(client->row));
  v1::ClientErased event;
  event.set_client(request.name());
  return unit.Announce(request.name(), event);
}

absl::Status ClientMethods::RecordBirth(UnitOfWork& unit, const v1::RecordBirthRequest& request,
                                        v1::Client* answer) const {
  std::vector<FieldViolation> violations;
  const std::optional<Birth> birth = ReadBirth(request, &violations);
  if (!birth) return InvalidFields("BIRTH_INVALID", std::move(violations));
  ClientStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const ClientRecord client, FindUnborn(unit, request.client()));
  CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*client.wrapped_key, client.id));
  CLIENTROUTE_ASSIGN(const Person expected, vault_.OpenPerson(key, client.id, client.sealed_person.value_or("")));
  AddProblems(CheckBirth(expected, *birth, LocalDate(unit.now())), "", &violations);
  if (!violations.empty()) return InvalidFields("BIRTH_INVALID", std::move(violations));
  const std::string hash = vault_.HashOf(birth->citizen_number);
  CLIENTROUTE_ASSIGN(const auto other, store.FindByNumber(hash));
  if (other) {
    return Error(absl::StatusCode::kAlreadyExists, "CITIZEN_NUMBER_TAKEN", "the citizen number is another client's",
                 {{"client", request.client()}});
  }
  CLIENTROUTE_RETURN_IF_ERROR(store.SetNumber(client.row, hash));
  CLIENTROUTE_RETURN_IF_ERROR(store.SetPerson(client.row, vault_.SealPerson(key, client.id, Born(expected, *birth))));
  if (unit.call().identity.kind == Identity::Kind::kPerson) {
    CLIENTROUTE_RETURN_IF_ERROR(store.Involve(client.row, unit.call().identity.subject, unit.now()));
  }
  CLIENTROUTE_ASSIGN(const auto after, store.Find(client.id));
  if (!after) return ClientNotFound(request.client());
  FillPublic(*after, answer);
  return AnnounceNumber(unit, *after);
}

absl::Status ClientMethods::Resolve(UnitOfWork& unit, const v1::ResolveClientsRequest& request,
                                    v1::ResolveClientsResponse* answer) const {
  CLIENTROUTE_ASSIGN(const std::vector<CitizenNumber> numbers, ReadNumbers(request));
  ClientStore store(&unit.db());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::optional<ClientRecord> client;
    if (request.register_unknown()) {
      CLIENTROUTE_ASSIGN(client, FindOrRegister(unit, numbers[i], Cat("number-", i)));
    } else {
      CLIENTROUTE_ASSIGN(client, store.FindByNumber(vault_.HashOf(numbers[i])));
    }
    if (!client) continue;
    v1::ResolvedClient& out = *answer->add_clients();
    out.set_index(static_cast<int>(i));
    out.set_client(NameOf("clients", client->id));
  }
  return absl::OkStatus();
}

absl::Status ClientMethods::FillMessageKeys(const CallContext& call, v1::ResolveClientsResponse* answer) const {
  if (!MayHaveMessageKeys(call)) return absl::OkStatus();
  return database_.Read([&](Connection& db) -> absl::Status {
    ClientStore store(&db);
    for (v1::ResolvedClient& out : *answer->mutable_clients()) {
      const Uuid id = IdIn(out.client(), "clients").value_or(Uuid());
      CLIENTROUTE_ASSIGN(const auto client, store.Find(id));
      if (!client || client->erased()) continue;
      CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(*client->wrapped_key, client->id));
      out.set_message_key(std::string(ClientVault::KeyFor(key, kMessaging, kRaw).bytes()));
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<ClientRecord> ClientMethods::FindOrRegister(UnitOfWork& unit, const CitizenNumber& number,
                                                           std::string_view what) const {
  CLIENTROUTE_ASSIGN(auto known, ClientStore(&unit.db()).FindByNumber(vault_.HashOf(number)));
  if (known) return *std::move(known);
  return Register(unit, number, what);
}

absl::StatusOr<ClientRecord> ClientMethods::Register(UnitOfWork& unit, const std::optional<CitizenNumber>& number,
                                                     std::string_view what) const {
  ClientStore store(&unit.db());
  ClientRecord client;
  client.id = unit.NewId(Cat("client/", what));
  client.household = unit.NewId(Cat("household/", what));
  client.wrapped_key = vault_.Wrap(vault_.NewKey(), client.id);
  client.revision = 1;
  client.create_time = unit.now();
  CLIENTROUTE_ASSIGN(const std::int64_t household, store.AddHousehold(client.household, unit.now()));
  client.has_number = number.has_value();
  NewClient added{client.id, household, std::nullopt, *client.wrapped_key, std::nullopt};
  if (number) added.number_hash = vault_.HashOf(*number);
  CLIENTROUTE_ASSIGN(client.row, store.Add(added, unit.now()));
  return client;
}

absl::Status ClientMethods::KeepPerson(UnitOfWork& unit, const ClientRecord& client, const Person& told,
                                       Trust trust) const {
  CLIENTROUTE_ASSIGN(const SecretKey key, vault_.Unwrap(client.wrapped_key.value_or(""), client.id));
  Person person = told;
  if (client.sealed_person) {
    CLIENTROUTE_ASSIGN(const Person known, vault_.OpenPerson(key, client.id, *client.sealed_person));
    person = Reconcile(known, told, trust);
    if (person == known) return absl::OkStatus();
  }
  return ClientStore(&unit.db()).SetPerson(client.row, vault_.SealPerson(key, client.id, person));
}

}  // namespace clientroute::intake

#include "services/intake/client_vault_codec.h"

#include <optional>

#include "clientroute/intake/v1/intake.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/intake/person_codec.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

constexpr std::string_view kPersonUse = "intake/person";
constexpr std::string_view kTextUse = "intake/text";

std::string BoundTo(const Uuid& client, std::string_view what) { return Cat(NameOf("clients", client), "/", what); }

// The same message gives the same bytes.
std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace

ClientVault::ClientVault(const SecretKey& master, Random* random)
    : random_(random),
      number_key_(master.Derive("intake/citizen-number")),
      content_key_(master.Derive("intake/referral-content")),
      request_key_(master.Derive("intake/request")),
      wrapping_key_(master.Derive("intake/client-key")) {}

std::string ClientVault::HashOf(const CitizenNumber& number) const { return KeyedHash(number_key_, number.ToString()); }

std::string ClientVault::HashOfContent(std::string_view content) const { return KeyedHash(content_key_, content); }

std::string ClientVault::HashOfRequest(const google::protobuf::Message& request) const {
  return KeyedHash(request_key_, Cat(request.GetDescriptor()->full_name(), "\n", DeterministicBytes(request)));
}

SecretKey ClientVault::NewKey() const { return SecretKey::Generate(*random_); }

std::string ClientVault::Wrap(const SecretKey& key, const Uuid& client) const {
  return Seal(wrapping_key_, key.bytes(), BoundTo(client, "key"), *random_);
}

absl::StatusOr<SecretKey> ClientVault::Unwrap(std::string_view wrapped, const Uuid& client) const {
  CLIENTROUTE_ASSIGN(const std::string bytes, Open(wrapping_key_, wrapped, BoundTo(client, "key")));
  return SecretKey::FromBytes(bytes);
}

std::string ClientVault::SealPerson(const SecretKey& key, const Uuid& client, const Person& person) const {
  return Seal(key.Derive(kPersonUse), ToProto(person).SerializeAsString(), BoundTo(client, "person"), *random_);
}

absl::StatusOr<Person> ClientVault::OpenPerson(const SecretKey& key, const Uuid& client,
                                               std::string_view sealed) const {
  CLIENTROUTE_ASSIGN(const std::string bytes, Open(key.Derive(kPersonUse), sealed, BoundTo(client, "person")));
  v1::Person stored;
  std::optional<Person> person;
  if (stored.ParseFromString(bytes)) person = PersonOf(stored);
  if (!person) {
    return Error(absl::StatusCode::kDataLoss, "PERSON_DAMAGED", "a stored person cannot be read",
                 {{"client", NameOf("clients", client)}});
  }
  return *std::move(person);
}

std::string ClientVault::SealText(const SecretKey& key, std::string_view owner, std::string_view text) const {
  return Seal(key.Derive(kTextUse), text, owner, *random_);
}

absl::StatusOr<std::string> ClientVault::OpenText(const SecretKey& key, std::string_view owner,
                                                  std::string_view sealed) const {
  return Open(key.Derive(kTextUse), sealed, owner);
}

SecretKey ClientVault::KeyFor(const SecretKey& key, std::string_view service, std::string_view use) {
  return key.Derive(Cat(service, "/", use));
}

}  // namespace clientroute::intake

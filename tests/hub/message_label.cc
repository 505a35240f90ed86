#include "tests/hub/message_label.h"

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"

namespace clientroute::hub {
namespace {

using messaging::Catalogue;
using messaging::MessageSchema;
using namespace messaging::literals;

/// What a sender says that it is, when the bytes do not: an unreadable request as good as any.
constexpr std::string_view kUnknownKind = "JW315";

std::string KindNamed(std::string_view name) {
  for (const auto& schema : Catalogue::Default().messages()) {
    if (name.substr(0, schema->name().size()) == schema->name()) return std::string(schema->name());
  }
  return std::string(kUnknownKind);
}

}  // namespace

MessageLabel LabelOf(std::string_view bytes, std::string_view named) {
  MessageLabel label;
  const messaging::ParseOutcome parsed = messaging::ParseMessage(bytes);
  const MessageSchema* const schema =
      parsed.schema != nullptr ? parsed.schema : Catalogue::Default().FindByName(KindNamed(named));
  label.kind = schema->name();
  label.is_return = schema->is_return();
  if (!parsed.ok()) {
    label.identification = Hex(Digest(bytes)).substr(0, 12);
    label.key = Cat("-/", label.kind, "/", label.identification);
    return label;
  }
  const messaging::Message& message = *parsed.message;
  // A return message has the header of what it answers, and the direction of that too.
  const bool by_provider = schema->row().direction == messaging::Direction::kProviderToMunicipality;
  label.provider = by_provider ? message.sender() : message.receiver();
  const MessageSchema* const forward = label.is_return ? Catalogue::Default().ForwardOf(*schema) : schema;
  label.identification = label.is_return ? message.header().Get("IdentificatieRetour"_field) : message.identification();
  label.key = Cat(label.provider, "/", forward->name(), "/", message.identification());
  return label;
}

}  // namespace clientroute::hub

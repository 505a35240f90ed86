#include "services/messaging/own_header.h"

namespace clientroute::messaging {

using namespace literals;  // NOLINT(google-build-using-namespace)

Message BeginOwnMessage(const MessageSchema& schema, const OwnHeader& header) {
  Message message(schema);
  message.Set(0, "Afzender"_field, header.municipality);
  message.Set(0, "Ontvanger"_field, header.provider);
  message.Set(0, "BerichtIdentificatie/Identificatie"_field, header.identification);
  message.Set(0, "BerichtIdentificatie/Dagtekening"_field, header.signed_on.ToString());
  message.Set(0, "XsdVersie/BasisschemaXsdVersie"_field, schema.release().basis_xsd_version);
  message.Set(0, "XsdVersie/BerichtXsdVersie"_field, schema.release().message_xsd_version);
  return message;
}

}  // namespace clientroute::messaging

#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CONTRACTING_CODEC_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CONTRACTING_CODEC_H_

#include <string>
#include <vector>

#include "clientroute/contracting/v1/contracting.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "services/contracting/catalogue_import.h"
#include "services/contracting/catalogue_store.h"
#include "services/contracting/contract_check.h"
#include "services/contracting/tariff_lookup.h"
#include "services/platform/status/status.h"

namespace clientroute::contracting {

/// The collection in a contract's name: `contracts/<code>`.
inline constexpr std::string_view kContracts = "contracts";

/// Reads an import; what cannot be read is added to `violations` by field and left out. Pure, thread-safe.
Import ReadImport(const v1::ImportCatalogueRequest& request, std::vector<FieldViolation>* violations);

/// Reads the questions; what cannot be read is added to `violations` by field and left out. Pure, thread-safe.
std::vector<TariffQuestion> ReadQuestions(const v1::LookUpTariffsRequest& request,
                                          std::vector<FieldViolation>* violations);
/// `tariff` may be null: then none was found.
v1::TariffAnswer ToAnswer(const std::string& key, const KnownTariff* tariff);

v1::Municipality ToProto(const Municipality& municipality);
v1::Provider ToProto(const Provider& provider);
v1::Product ToProto(const CatalogueProduct& product);
v1::Contract ToProto(const Recorded<Contract>& contract);
v1::Tariff ToProto(const Recorded<Tariff>& tariff);
v1::StackingRule ToProto(const StackingRule& rule);
v1::ProductLimit ToProto(const ProductLimit& limit);
v1::ContractCheck ToProto(const ContractCheck& check);

/// The event that all lines are contracted: the lines with what the checks found. `checks` has one per line, in order.
v1::ProductsConfirmed ConfirmedEvent(const std::string& route, const std::vector<CareLine>& lines,
                                     const std::vector<ContractCheck>& checks);
/// The events that a row was taken into the catalogue.
v1::ProductRecorded RecordedEvent(const CatalogueProduct& product);
v1::ContractRecorded RecordedEvent(const Contract& contract);
/// The event that some are not.
v1::ProductsNotContracted NotContractedEvent(const std::string& route, const std::vector<ContractCheck>& checks);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CONTRACTING_CODEC_H_

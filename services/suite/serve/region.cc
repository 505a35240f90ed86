#include "services/suite/serve/region.h"

#include <algorithm>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/config/text_config.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/serve/region_goals.h"

namespace clientroute::suite {
namespace {

/// A region's catalogue is taken in within this, also on a busy machine.
constexpr std::chrono::seconds kImportPatience{60};

/// A name for the change, anew at each start: a file that returns to what it once said is a change too. The owners
/// leave what is the same as it is.
std::string RequestIdOf(std::string_view file) {
  constexpr std::size_t kNonceBytes = 16;
  return Cat("region/", file, "/", Hex(MakeSystemRandom()->Bytes(kNonceBytes)));
}

/// What an owner refused, with the file that it stands in.
absl::Status InFile(std::string_view file, const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return status;
  std::string text = Cat(file, ": ", std::string(status.message()));
  for (const FieldViolation& violation : ViolationsOf(status))
    text += Cat("; ", violation.field, ": ", violation.description);
  return WrongUse(text);
}

template <typename Stub, typename Request, typename Response>
absl::Status Import(const std::shared_ptr<grpc::Channel>& owner, std::string_view file,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), Request request) {
  Caller caller = ServiceCaller("suite", "operation");
  caller.deadline = kImportPatience;
  request.set_request_id(RequestIdOf(file));
  Stub stub(owner);
  return InFile(Cat(file, ".textproto"), Call(caller, &stub, method, request).status());
}

}  // namespace

absl::StatusOr<RegionFiles> ReadRegion(const std::string& workflows_folder, const std::string& region) {
  RegionFiles files;
  const std::pair<const char*, google::protobuf::Message*> parts[] = {{"region", &files.region},
                                                                      {"catalogue", &files.catalogue},
                                                                      {"locations", &files.locations},
                                                                      {"triage", &files.triage}};
  for (const auto& [name, message] : parts) {
    std::string path = Cat(workflows_folder, "/regions/", region, "/", name, ".textproto");
    if (absl::Status read = ReadTextProto(path, message); !read.ok()) return WrongUse(std::string(read.message()));
  }
  const std::string path = Cat(workflows_folder, "/regions/", region, "/region.textproto");
  if (!access::AreSound(ReturnRulesOf(files.region))) {
    return WrongUse(Cat(path, ": return_watch_months wil 1 tot en met ", access::kWatchMonthsMax,
                        ", first_provider_months niet meer dan dat"));
  }
  for (const std::string& code : files.region.clinical_admissions()) {
    const auto& products = files.catalogue.products();
    const bool known = std::any_of(products.begin(), products.end(),
                                   [&, &one = code](const auto& product) { return product.product().code() == one; });
    if (!known) return WrongUse(Cat(path, ": clinical_admissions: product ", code, " staat niet in de catalogus"));
  }
  if (files.region.municipalities().empty()) return WrongUse(Cat(path, ": municipalities is leeg"));
  const std::map<std::string, messaging::MunicipalityContact> contacts = MunicipalityContacts(files.region);
  for (const std::string& municipality : files.region.municipalities()) {
    if (!contacts.contains(municipality))
      return WrongUse(Cat(path, ": offices: gemeente ", municipality, " ontbreekt"));
  }
  if (const absl::Status goals = CheckGoals(files.region); !goals.ok()) {
    return WrongUse(Cat(path, ": ", std::string(goals.message())));
  }
  if (const absl::Status measures = CheckMeasures(files.catalogue); !measures.ok()) {
    return WrongUse(
        Cat(workflows_folder, "/regions/", region, "/catalogue.textproto: ", std::string(measures.message())));
  }
  return files;
}

absl::Status ImportRegion(const RegionFiles& files, const RegionOwners& owners) {
  contracting::v1::ImportCatalogueRequest catalogue;
  *catalogue.mutable_municipalities() = files.catalogue.municipalities();
  *catalogue.mutable_providers() = files.catalogue.providers();
  *catalogue.mutable_products() = files.catalogue.products();
  *catalogue.mutable_contracts() = files.catalogue.contracts();
  *catalogue.mutable_tariffs() = files.catalogue.tariffs();
  *catalogue.mutable_stacking_rules() = files.catalogue.stacking_rules();
  *catalogue.mutable_product_limits() = files.catalogue.product_limits();
  *catalogue.mutable_talk_intensities() = files.catalogue.talk_intensities();
  *catalogue.mutable_performance_measures() = files.catalogue.performance_measures();
  CLIENTROUTE_RETURN_IF_ERROR(Import(owners.contracting, "catalogue",
                                     &contracting::v1::Contracting::Stub::ImportCatalogue, std::move(catalogue)));

  allocation::v1::ImportLocationsRequest locations;
  *locations.mutable_locations() = files.locations.locations();
  if (files.locations.has_weights()) *locations.mutable_weights() = files.locations.weights();
  *locations.mutable_municipalities() = files.catalogue.municipalities();
  CLIENTROUTE_RETURN_IF_ERROR(
      Import(owners.allocation, "locations", &allocation::v1::Allocation::Stub::ImportLocations, std::move(locations)));

  access::v1::ImportTriageTablesRequest triage;
  *triage.mutable_tables() = files.triage.tables();
  return Import(owners.access, "triage", &access::v1::Access::Stub::ImportTriageTables, std::move(triage));
}

access::ReturnRules ReturnRulesOf(const region::v1::Region& region) {
  access::ReturnRules rules;
  if (region.has_return_watch_months()) rules.watch_months = region.return_watch_months();
  if (region.has_first_provider_months()) rules.first_provider_months = region.first_provider_months();
  return rules;
}

std::set<std::string> ClinicalAdmissions(const region::v1::Region& region) {
  return {region.clinical_admissions().begin(), region.clinical_admissions().end()};
}

std::map<std::string, messaging::MunicipalityContact> MunicipalityContacts(const region::v1::Region& region) {
  std::map<std::string, messaging::MunicipalityContact> contacts;
  for (const auto& office : region.offices()) {
    messaging::MunicipalityContact& contact = contacts[office.municipality()];
    contact.organisation = office.organisation();
    contact.address.street = office.street();
    contact.address.house_number = office.house_number();
    contact.address.addition = office.house_number_addition();
    contact.address.postal_code = office.postal_code();
    contact.address.city = office.city();
    contact.telephone = office.telephone();
  }
  return contacts;
}

}  // namespace clientroute::suite

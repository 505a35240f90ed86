#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_H_

#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/region/v1/region.pb.h"
#include "grpcpp/channel.h"
#include "services/access/outflow.h"
#include "services/messaging/allocation_message.h"

namespace clientroute::suite {

/// The files of `workflows/regions/<region>/`.
struct RegionFiles {
  region::v1::Region region;
  region::v1::Catalogue catalogue;
  region::v1::Locations locations;
  region::v1::Triage triage;
};

/// Reads them. Errors: WRONG_USE with file, line and what is wrong.
absl::StatusOr<RegionFiles> ReadRegion(const std::string& workflows_folder, const std::string& region);

/// How the owners of what a region chooses are reached.
struct RegionOwners {
  std::shared_ptr<grpc::Channel> contracting;
  std::shared_ptr<grpc::Channel> allocation;
  std::shared_ptr<grpc::Channel> access;
};

/// Gives each owner its part, by its own import method; the request id is made of the content, so that the same files
/// change nothing the second time. Errors: WRONG_USE with the file and what its owner refused; others of the calls.
absl::Status ImportRegion(const RegionFiles& files, const RegionOwners& owners);

/// The region's choices about a return to care; what it does not choose is as usual.
access::ReturnRules ReturnRulesOf(const region::v1::Region& region);

/// Product codes that are a clinical admission.
std::set<std::string> ClinicalAdmissions(const region::v1::Region& region);

/// Where the municipalities are written to, by CBS code.
std::map<std::string, messaging::MunicipalityContact> MunicipalityContacts(const region::v1::Region& region);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_REGION_H_

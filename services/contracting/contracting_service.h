#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CONTRACTING_SERVICE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CONTRACTING_SERVICE_H_

#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "services/platform/calls/server_call.h"

namespace clientroute::contracting {

/// The region's buying (see contracting.proto, where each method lists its errors): catalogue, contracts and tariffs,
/// looked up by the day of service as known at a moment. Calls no other service. Thread-safe; what `stack` points to
/// outlives it, and its database was opened with ContractingMigrations().
class ContractingService final : public v1::Contracting::Service {
 public:
  explicit ContractingService(CallStack stack);

  grpc::Status ConfirmContracts(grpc::ServerContext* context, const v1::ConfirmContractsRequest* request,
                                v1::ConfirmContractsResponse* response) override;
  grpc::Status CheckContracts(grpc::ServerContext* context, const v1::CheckContractsRequest* request,
                              v1::CheckContractsResponse* response) override;
  grpc::Status LookUpTariffs(grpc::ServerContext* context, const v1::LookUpTariffsRequest* request,
                             v1::LookUpTariffsResponse* response) override;
  grpc::Status ListStackingRules(grpc::ServerContext* context, const v1::ListStackingRulesRequest* request,
                                 v1::ListStackingRulesResponse* response) override;
  grpc::Status GetContract(grpc::ServerContext* context, const v1::GetContractRequest* request,
                           v1::Contract* response) override;
  grpc::Status ListContracts(grpc::ServerContext* context, const v1::ListContractsRequest* request,
                             v1::ListContractsResponse* response) override;
  grpc::Status ListTariffs(grpc::ServerContext* context, const v1::ListTariffsRequest* request,
                           v1::ListTariffsResponse* response) override;
  grpc::Status ListProducts(grpc::ServerContext* context, const v1::ListProductsRequest* request,
                            v1::ListProductsResponse* response) override;
  grpc::Status ListProviders(grpc::ServerContext* context, const v1::ListProvidersRequest* request,
                             v1::ListProvidersResponse* response) override;
  grpc::Status ListMunicipalities(grpc::ServerContext* context, const v1::ListMunicipalitiesRequest* request,
                                  v1::ListMunicipalitiesResponse* response) override;
  grpc::Status ImportCatalogue(grpc::ServerContext* context, const v1::ImportCatalogueRequest* request,
                               v1::ImportCatalogueResponse* response) override;

 private:
  ServerCalls calls_;
  Database* database_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CONTRACTING_SERVICE_H_

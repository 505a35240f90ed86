#ifndef CLIENTROUTE_SERVICES_MONITORING_COST_BOOK_H_
#define CLIENTROUTE_SERVICES_MONITORING_COST_BOOK_H_

#include <cstdint>
#include <set>
#include <unordered_map>
#include <vector>

#include "services/monitoring/fact.h"
#include "services/monitoring/figure.h"
#include "services/monitoring/name_table.h"
#include "services/monitoring/place_table.h"
#include "services/monitoring/product_segments.h"

namespace clientroute::monitoring {

/// What was accepted for how many clients together, in cents.
struct ClientCost {
  FigureKey key;
  std::int64_t clients = 0;  // for whom something was accepted
  std::int64_t accepted_cents = 0;
};

/// How the cost of a period is divided among its clients.
struct CostConcentration {
  /// The clients of whom most was accepted: the `percent` dearest, rounded up to a whole client.
  struct Part {
    int percent = 0;
    std::int64_t clients = 0;
    std::int64_t accepted_cents = 0;
  };
  std::int64_t clients = 0;
  std::int64_t accepted_cents = 0;
  std::vector<Part> dearest;  // 1, 5, 10, 20 and 50 percent
  /// By law (clientroute.type.v1.Law), and of those who have care under more than one.
  struct Law {
    int law = 0;
    std::int64_t clients = 0;
    std::int64_t accepted_cents = 0;
  };
  std::vector<Law> laws;  // by law
  std::int64_t several_laws_clients = 0;
  std::int64_t several_laws_cents = 0;
};

/// What was accepted for each client, by month, contract and product, in memory: part of the FigureBook. Const methods
/// may run beside each other. No client leaves it.
class CostBook {
 public:
  void Add(const ClaimCounted& claim, const ProductSegments& segments);

  /// By key, in order; divided by what `by` has of month, municipality, provider, product, segment and contract. A
  /// client counts once in each.
  std::vector<ClientCost> PerClient(const FigureFilter& filter, const std::set<Division>& by) const;
  /// Of all together.
  CostConcentration Concentration(const FigureFilter& filter) const;

 private:
  struct Cost {
    std::int64_t cents = 0;
    std::int32_t month = 0;
    std::int32_t law = 0;
    std::uint32_t place = 0;
  };

  NameTable names_;
  PlaceTable places_;
  std::unordered_map<Uuid, std::size_t> numbers_;  // of clients
  std::vector<std::vector<Cost>> clients_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_COST_BOOK_H_

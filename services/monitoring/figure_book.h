#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_BOOK_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_BOOK_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/monitoring/cost_book.h"
#include "services/monitoring/fact.h"
#include "services/monitoring/figure.h"
#include "services/monitoring/figure_definition.h"
#include "services/monitoring/household_book.h"
#include "services/monitoring/name_table.h"
#include "services/monitoring/place_table.h"
#include "services/monitoring/published_cube.h"
#include "services/monitoring/risk_book.h"
#include "services/monitoring/route_record.h"

namespace clientroute::monitoring {

/// Every thing that figures count, in memory and ready to be added up: what each route and claim adds to each figure,
/// with names as numbers. Figures are answered from here, so that a question costs a pass over some bytes a thing and
/// no query. It can be thrown away and filled again from the records. Const methods may run beside each other; nothing
/// may run beside another.
class FigureBook {
 public:
  FigureBook();

  /// Before any route is put: those are counted with it.
  void SetSegments(ProductSegments segments) { segments_ = std::move(segments); }
  /// Instead of those that were known.
  void SetContracts(std::vector<ContractKnown> contracts) { contracts_ = std::move(contracts); }
  /// What the route adds now instead of what it added before.
  void Put(const RouteRecord& route);
  /// Adds a claim; once each.
  void Add(const ClaimCounted& claim);
  /// Adds a late message; once each.
  void Add(const MessageOverdue& message);

  /// The numbers of a figure by key, in order. A standing always has its month as part of the key; months after `today`
  /// have none. Cost: one pass over the things of the figure.
  std::vector<FigureNumber> Count(const FigureDefinition& figure, const FigureFilter& filter,
                                  const std::set<Division>& by, Date today) const;

  /// What a figure of routes counts in one month, each thing once, at the first of its lines: what is published is a
  /// sum of these. A standing is that of the last day.
  std::vector<CubeThing> Things(const FigureDefinition& figure, Month month) const;

  const CostBook& costs() const { return costs_; }
  const RiskBook& risks() const { return risks_; }
  /// The month of the first referral; none without any.
  std::optional<Month> FirstMonth() const { return first_month_; }
  std::size_t routes() const { return owners_.size(); }

 private:
  struct Thing {
    std::uint32_t owner = 0;
    std::int32_t number = 0;  // of the things of the owner; the same ones stand beside each other, with one amount
    std::int32_t from = 0;
    std::int32_t until = 0;
    std::int64_t amount = 0;
    std::int64_t count = 1;
    std::uint32_t place = 0;
  };
  /// Routes that came one after the other: to replace what a route adds, one block is gone through.
  using Block = std::vector<Thing>;
  class Counting;
  class StandingCounting;

  static std::size_t PlaceOf(const FigureDefinition& figure) {
    return static_cast<std::size_t>(&figure - FigureDefinitions().data());
  }
  std::vector<FigureNumber> CountStanding(const FigureDefinition& figure, const FigureFilter& filter,
                                          const std::set<Division>& by, Date today) const;

  // What was accepted against the ceilings of contracts: of each the amount is what was accepted, and the count its
  // ceiling.
  std::vector<FigureNumber> CountAgainstCeiling(const FigureDefinition& figure, const FigureFilter& filter,
                                                const std::set<Division>& by) const;

  // What the households of the route add now. In figures of households the owner of a thing is the household.
  void PutHousehold(const RouteRecord& route);
  void PutFigure(std::size_t figure, std::uint32_t owner, const std::vector<Contribution>& contributions);
  // Adds to what stands under the same key already: of claims and messages, which nothing takes back.
  void AddSum(std::size_t figure, Thing thing);
  Thing ThingOf(const Contribution& contribution, const ContributionLine& line);

  ProductSegments segments_;
  std::vector<ContractKnown> contracts_;
  NameTable names_;
  PlaceTable places_;
  HouseholdBook households_;
  CostBook costs_;
  RiskBook risks_;
  std::unordered_map<Uuid, std::uint32_t> owners_;
  std::optional<Month> first_month_;
  std::vector<Uuid> clients_;                // by owner: whose route it is, or the route itself where that is not known
  std::vector<std::vector<Block>> figures_;  // as FigureDefinitions
  /// Of claims and messages: where the sums of one place and month stand in the only block of the figure.
  std::vector<std::unordered_map<std::uint64_t, std::size_t>> sums_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_BOOK_H_

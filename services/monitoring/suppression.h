#ifndef CLIENTROUTE_SERVICES_MONITORING_SUPPRESSION_H_
#define CLIENTROUTE_SERVICES_MONITORING_SUPPRESSION_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace clientroute::monitoring {

/// A cell of a cube before it is published: which of the finest cells it is the sum of, and of how many clients it
/// tells.
struct CubeCell {
  std::vector<std::uint32_t> parts;  // numbers of the finest cells, ascending
  std::int64_t clients = 0;
  bool held_back = false;  // was before, and stays so: else what was said before gave it away
};

/// Cells that together are a cell of the cube: its division along one dimension.
struct CubeDivision {
  std::size_t whole = 0;
  std::vector<std::size_t> cells;
};

/// Which cells may be published, so that nobody can find out one that may not (PRI-2). Held back are those of fewer
/// than `least` clients, and as many others as it takes: in every division whose whole is published, what is held back
/// is at least two cells of `least` clients together; and no cell that is held back is a sum or difference, of any
/// kind, of published ones. Where that cannot be done with some of them nothing is published. Pure, thread-safe. Cost:
/// that of solving the published cells for the finest ones, a few times.
std::vector<bool> Publishable(const std::vector<CubeCell>& cells, const std::vector<CubeDivision>& divisions,
                              std::int64_t least);

/// The sums that can be made of some sums of finest cells, with any factors.
class SumSpace {
 public:
  void Add(const std::vector<std::uint32_t>& parts);
  bool Contains(const std::vector<std::uint32_t>& parts) const;

 private:
  // Of the finest cells with a factor that is not zero, ascending; factors are numbers of a finite field, so that they
  // stay exact: what can be made with fractions can be made in the field.
  using Sum = std::vector<std::pair<std::uint32_t, std::uint64_t>>;
  // What is left of a sum when all is taken off that can be made already.
  Sum Reduced(const std::vector<std::uint32_t>& parts) const;

  std::map<std::uint32_t, Sum> known_;  // by their first cell, of which the factor is one
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_SUPPRESSION_H_

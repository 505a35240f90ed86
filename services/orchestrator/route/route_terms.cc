#include "services/orchestrator/route/route_terms.h"

#include <algorithm>

namespace clientroute::orchestrator {
namespace {

void Earlier(const std::optional<Instant>& time, std::optional<Instant>& first) {
  if (time && (!first || *time < *first)) first = time;
}

void Add(const ChartRun& run, RouteTerms& terms) {
  for (const OpenTask& task : run.tasks) {
    if (!task.completed) Earlier(task.due, terms.due);
  }
  for (const OpenTimer& timer : run.timers) {
    if (!timer.expired) Earlier(timer.due, terms.next_timer);
  }
}

}  // namespace

RouteTerms TermsOf(const Route& route) {
  RouteTerms terms;
  Add(route.main, terms);
  if (route.interrupt) Add(*route.interrupt, terms);
  for (const ChartRun& part : route.parts) Add(part, terms);
  for (const AttentionTask& task : route.attention) Earlier(task.due, terms.due);
  return terms;
}

bool SameLines(const Route& a, const Route& b) {
  return std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                    [](const RouteLine& one, const RouteLine& other) {
                      return one.key == other.key && one.payload == other.payload;
                    });
}

}  // namespace clientroute::orchestrator

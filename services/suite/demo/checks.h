#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_CHECKS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_CHECKS_H_

#include <span>
#include <string>
#include <string_view>

#include "clientroute/suite/v1/views.pb.h"
#include "services/suite/demo/narrator.h"

namespace clientroute::suite {

/// What must hold at the end of a story, told and kept. One thread.
class Checks {
 public:
  /// Both outlive this.
  Checks(v1::DemoReport* report, Narrator* narrator) : report_(report), narrator_(narrator) {}
  const v1::DemoReport& report() const { return *report_; }
  void Add(std::string_view description, bool passed) {
    v1::DemoCheck* added = report_->add_checks();
    added->set_description(std::string(description));
    added->set_passed(passed);
    narrator_->Check(description, passed);
  }

 private:
  v1::DemoReport* report_;
  Narrator* narrator_;
};

/// Whether these events stand on the route's timeline in this order; others may stand between.
bool ToldInOrder(const orchestrator::v1::Route& route, std::span<const std::string_view> events);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_CHECKS_H_

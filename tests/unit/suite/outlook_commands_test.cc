// The commands that tell what figures say together, beside a server of the test's own that keeps what it was asked.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/ids/random.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/cli/command.h"
#include "services/suite/commands/commands.h"

namespace clientroute::suite {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace monitoring = clientroute::monitoring::v1;

/// Says what it is told to say.
class Figures final : public monitoring::Monitoring::Service {
 public:
  template <typename Request, typename Answer>
  grpc::Status Say(const Request* request, const Answer& said, Answer* answer) {
    asked = request->ShortDebugString();
    *answer = said;
    return grpc::Status::OK;
  }
  grpc::Status ListFigures(grpc::ServerContext*, const monitoring::ListFiguresRequest* request,
                           monitoring::ListFiguresResponse* answer) override {
    return Say(request, figures, answer);
  }
  grpc::Status GetForecast(grpc::ServerContext*, const monitoring::GetForecastRequest* request,
                           monitoring::Forecast* answer) override {
    return Say(request, forecast, answer);
  }
  grpc::Status GetConcentration(grpc::ServerContext*, const monitoring::GetConcentrationRequest* request,
                                monitoring::Concentration* answer) override {
    return Say(request, concentration, answer);
  }
  grpc::Status ListClientCosts(grpc::ServerContext*, const monitoring::ListClientCostsRequest* request,
                               monitoring::ListClientCostsResponse* answer) override {
    return Say(request, costs, answer);
  }
  grpc::Status ListTargets(grpc::ServerContext*, const monitoring::ListTargetsRequest* request,
                           monitoring::ListTargetsResponse* answer) override {
    return Say(request, targets, answer);
  }
  grpc::Status ListRiskFactors(grpc::ServerContext*, const monitoring::ListRiskFactorsRequest* request,
                               monitoring::ListRiskFactorsResponse* answer) override {
    return Say(request, risks, answer);
  }
  grpc::Status ListPublishedFigures(grpc::ServerContext*, const monitoring::ListPublishedFiguresRequest* request,
                                    monitoring::ListPublishedFiguresResponse* answer) override {
    return Say(request, published, answer);
  }

  std::string asked;
  monitoring::ListFiguresResponse figures;
  monitoring::Forecast forecast;
  monitoring::Concentration concentration;
  monitoring::ListClientCostsResponse costs;
  monitoring::ListTargetsResponse targets;
  monitoring::ListRiskFactorsResponse risks;
  monitoring::ListPublishedFiguresResponse published;
};

class Clock final : public platform::v1::Operations::Service {
 public:
  grpc::Status GetTime(grpc::ServerContext* /*context*/, const platform::v1::GetTimeRequest* /*request*/,
                       platform::v1::GetTimeResponse* answer) override {
    *answer->mutable_now() = ToProto(LocalMidnight(*Date::Of(2026, 4, 9)));
    return grpc::Status::OK;
  }
};

class OutlookCommandsTest : public testing::Test {
 protected:
  OutlookCommandsTest() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&figures_);
    builder.RegisterService(&clock_);
    server_ = builder.BuildAndStart();
  }
  ~OutlookCommandsTest() override { server_->Shutdown(); }

  // What it prints; with another code than 0, what it complains of.
  std::string Run(std::vector<std::string> words, int code = 0) {
    words.insert(words.end(), {"--address", Cat("127.0.0.1:", port_), "--municipality", "0361"});
    std::ostringstream out;
    std::ostringstream err;
    const std::unique_ptr<Random> random = MakeSeededRandom(1);
    EXPECT_EQ(RunCommandLine(AllCommands(), words, false, random.get(), out, err), code) << err.str();
    return code == 0 ? out.str() : err.str();
  }

  Figures figures_;
  Clock clock_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// shows: MON-2
TEST_F(OutlookCommandsTest, AForecastTellsItsMonthsItsBandItsMethodAndWhenTheCeilingIsReached) {
  auto& month = *figures_.forecast.add_months();
  *month.mutable_month() = ToProto(*Date::Of(2026, 3, 1));
  month.mutable_expected()->set_cents(123'400);
  month.set_known(true);
  figures_.forecast.mutable_high()->set_cents(900'000);
  figures_.forecast.set_method("Zo is het gevonden.");
  figures_.forecast.mutable_ceiling()->set_cents(850'000);
  *figures_.forecast.mutable_ceiling_date() = ToProto(*Date::Of(2026, 11, 3));
  EXPECT_THAT(Run({"forecast", "--contract", "c1", "--in", "0361"}),
              AllOf(HasSubstr("2026-03"), HasSubstr("€ 1.234,00"), HasSubstr("toegekend"), HasSubstr("€ 9.000,00"),
                    HasSubstr("Zo is het gevonden."), HasSubstr("bereikt op 3 november 2026")));
  EXPECT_THAT(figures_.asked,
              AllOf(HasSubstr("contracts/c1"), HasSubstr("municipality: \"0361\""), HasSubstr("year: 2026")));
  figures_.forecast.clear_ceiling_date();
  EXPECT_THAT(Run({"forecast", "--year", "2027"}), HasSubstr("niet bereikt dit jaar"));
  EXPECT_THAT(figures_.asked, HasSubstr("year: 2027"));
  figures_.forecast.Clear();
  EXPECT_THAT(Run({"forecast"}), HasSubstr("te weinig gedeclareerd"));
  EXPECT_THAT(Run({"forecast", "--year", "1999"}, 2), HasSubstr("year"));
}

// shows: MON-2
TEST_F(OutlookCommandsTest, ConcentrationAndCostsTellWhoseCostItIsAndNothingOfFew) {
  figures_.concentration.set_clients(40);
  auto& dearest = *figures_.concentration.add_dearest();
  dearest.set_percent(10);
  dearest.set_clients(4);
  dearest.set_share(6'123);
  figures_.concentration.add_laws()->set_law(type::v1::WMO);
  EXPECT_THAT(Run({"concentration", "--from", "2025-01-01", "--until", "2025-12-31"}),
              AllOf(HasSubstr("40 cliënten"), HasSubstr("duurste 10 %"), HasSubstr("61,2 %")));
  EXPECT_THAT(figures_.asked, HasSubstr("from { year: 2025 month: 1 day: 1 }"));
  EXPECT_THAT(Run({"concentration", "--from", "vorig jaar"}, 2), HasSubstr("2026-12-31"));
  figures_.concentration.Clear();
  figures_.concentration.set_held_back(true);
  EXPECT_THAT(Run({"concentration"}), HasSubstr("te weinig cliënten"));

  auto& row = *figures_.costs.add_rows();
  row.set_municipality("0361");
  row.set_clients(25);
  row.mutable_average()->set_cents(310'050);
  auto& few = *figures_.costs.add_rows();
  few.set_municipality("0373");
  few.set_clients(3);
  few.set_held_back(true);
  figures_.costs.set_rebuilding(true);
  EXPECT_THAT(Run({"client-costs", "--by", "gemeente"}),
              AllOf(HasSubstr("€ 3.100,50"), HasSubstr("te weinig cliënten"), HasSubstr("nog niet volledig")));
  EXPECT_THAT(figures_.asked, HasSubstr("by: MUNICIPALITY"));
  figures_.costs.Clear();
  EXPECT_THAT(Run({"client-costs"}), HasSubstr("Niets toegekend."));
  EXPECT_THAT(Run({"client-costs", "--by", "kleur"}, 2), HasSubstr("kleur"));
}

// shows: MON-1
TEST_F(OutlookCommandsTest, TargetsTellTheLineAndWhereItStands) {
  auto& target = *figures_.targets.add_targets();
  target.set_display_name("Minder in zorg");
  auto& year = *target.add_years();
  year.set_year(2025);
  year.set_line(812);
  EXPECT_THAT(Run({"targets"}),
              AllOf(HasSubstr("Minder in zorg"), HasSubstr("2025"), HasSubstr("812"), HasSubstr("-")));
  figures_.targets.Clear();
  EXPECT_THAT(Run({"targets"}), HasSubstr("geen doelen"));
}

// shows: MON-3
TEST_F(OutlookCommandsTest, RisksTellTheirRateWithItsIntervalAndHowItIsFound) {
  auto& factor = *figures_.risks.add_factors();
  factor.set_display_name("Er is verblijf gevraagd");
  factor.mutable_with()->set_routes(50);
  factor.mutable_with()->set_wrong(10);
  factor.mutable_with()->set_rate(2'000);
  factor.mutable_with()->set_low(1'124);
  factor.mutable_with()->set_high(3'304);
  factor.set_signal(true);
  figures_.risks.set_method("Met een interval.");
  EXPECT_THAT(Run({"risks", "--in", "0361"}), AllOf(HasSubstr("20,0 % (11,2 % tot 33,0 %, 10 van 50)"), HasSubstr("ja"),
                                                    HasSubstr("Met een interval.")));
}

// shows: MON-4
TEST_F(OutlookCommandsTest, WhatIsPublishedTellsItsVersionAndNoCellThatIsHeldBack) {
  auto& row = *figures_.published.add_rows();
  row.set_value(31);
  row.set_version(2);
  *row.mutable_publish_time() = ToProto(LocalMidnight(*Date::Of(2026, 2, 10)));
  auto& held_back = *figures_.published.add_rows();
  held_back.set_value(77);
  held_back.set_held_back(true);
  EXPECT_THAT(
      Run({"published", "inflow", "--by", "gemeente,aanbieder", "--corrections"}),
      AllOf(HasSubstr("31"), HasSubstr("10 februari 2026"), HasSubstr("te weinig cliënten"), Not(HasSubstr("77"))));
  EXPECT_THAT(figures_.asked, AllOf(HasSubstr("figure: \"inflow\""), HasSubstr("corrections: true"),
                                    HasSubstr("by: MUNICIPALITY by: PROVIDER")));
  figures_.published.Clear();
  EXPECT_THAT(Run({"published", "inflow"}), HasSubstr("Niets gepubliceerd."));
  EXPECT_THAT(Run({"published"}, 2), HasSubstr("CIJFER"));
}

// shows: MON-1, MON-2
TEST_F(OutlookCommandsTest, FiguresCostsAndWhatIsPublishedComeInTheOrderThatIsAskedFor) {
  const auto asked_with = [&](std::vector<std::string> words) {
    Run(std::move(words));
    return figures_.asked;
  };
  EXPECT_THAT(asked_with({"figures", "inflow", "--order", "meeste"}), HasSubstr("order: MOST"));
  EXPECT_THAT(asked_with({"figures", "waiting_time", "--order", "p90"}), HasSubstr("order: HIGHEST_NINETIETH"));
  EXPECT_THAT(asked_with({"client-costs", "--order", "laagste-gemiddelde"}), HasSubstr("order: LOWEST_AVERAGE"));
  EXPECT_THAT(asked_with({"published", "inflow", "--order", "laatst-gepubliceerd"}),
              HasSubstr("order: LAST_PUBLISHED"));
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"figures", "inflow"}, {"client-costs"}, {"published", "inflow"}}) {
    EXPECT_THAT(asked_with(words), Not(HasSubstr("order"))) << words.front();
    std::vector<std::string> wrong = words;
    wrong.insert(wrong.end(), {"--order", "duurste"});
    EXPECT_THAT(Run(wrong, 2), AllOf(HasSubstr("duurste"), HasSubstr("naam, hoogste, laagste"))) << words.front();
  }
}

}  // namespace
}  // namespace clientroute::suite

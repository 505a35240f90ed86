#include "services/platform/metrics/metrics.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute {
namespace {

using testing::HasSubstr;
using testing::Not;

std::unique_ptr<Metrics> Unserved() {
  int port = -1;
  auto metrics = MakeMetrics("", &port);
  EXPECT_EQ(port, 0);
  return metrics;
}

// One HTTP request to the port on loopback; empty when nothing answers.
std::string Get(int port) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    constexpr std::string_view kRequest = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(write(connection, kRequest.data(), kRequest.size()), static_cast<ssize_t>(kRequest.size()));
    char buffer[4096];
    for (ssize_t got = 0; (got = read(connection, buffer, sizeof buffer)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(got));
    }
  }
  close(connection);
  return answer;
}

TEST(MetricsTest, CountersAddUpPerSetOfLabels) {
  const auto metrics = Unserved();
  metrics->Count("clientroute_calls_total", {{"method", "A/B"}, {"code", "OK"}});
  metrics->Count("clientroute_calls_total", {{"method", "A/B"}, {"code", "OK"}}, 2);
  metrics->Count("clientroute_calls_total", {{"method", "A/C"}, {"code", "OK"}});
  EXPECT_THAT(metrics->Text(), HasSubstr("clientroute_calls_total{code=\"OK\",method=\"A/B\"} 3"));
  EXPECT_THAT(metrics->Text(), HasSubstr("clientroute_calls_total{code=\"OK\",method=\"A/C\"} 1"));
  EXPECT_THAT(metrics->Text(), HasSubstr("# TYPE clientroute_calls_total counter"));
}

TEST(MetricsTest, AGaugeIsWhatItWasLastSetTo) {
  const auto metrics = Unserved();
  metrics->Gauge("clientroute_relay_lag_events", {{"service", "intake"}}, 12);
  metrics->Gauge("clientroute_relay_lag_events", {{"service", "intake"}}, 3);
  EXPECT_THAT(metrics->Text(), HasSubstr("clientroute_relay_lag_events{service=\"intake\"} 3"));
}

TEST(MetricsTest, SecondsFallIntoFixedBuckets) {
  const auto metrics = Unserved();
  for (const double seconds : {0.0004, 0.0005, 0.02, 29.0, 60.0})
    metrics->Observe("clientroute_call_seconds", {}, seconds);
  const std::string text = metrics->Text();
  EXPECT_THAT(text, HasSubstr("clientroute_call_seconds_count 5"));
  EXPECT_THAT(text, HasSubstr("clientroute_call_seconds_bucket{le=\"0.0005\"} 2"));
  EXPECT_THAT(text, HasSubstr("clientroute_call_seconds_bucket{le=\"0.025\"} 3"));
  EXPECT_THAT(text, HasSubstr("clientroute_call_seconds_bucket{le=\"30\"} 4"));
  EXPECT_THAT(text, HasSubstr("clientroute_call_seconds_bucket{le=\"+Inf\"} 5"));
}

TEST(MetricsTest, AWrongMetricIsCountedAndDisturbsNothing) {
  const auto metrics = Unserved();
  metrics->Count("clientroute_calls_total", {}, 1);
  metrics->Count("no metric name", {});
  metrics->Count("clientroute_calls_total", {{"no label", "x"}});
  metrics->Gauge("clientroute_calls_total", {}, 5);
  metrics->Count("clientroute_calls_total", {}, -1);
  metrics->Observe("clientroute_call_seconds", {}, -0.5);
  const std::string text = metrics->Text();
  EXPECT_THAT(text, HasSubstr("clientroute_calls_total 1\n"));
  EXPECT_THAT(text, HasSubstr("clientroute_metric_defects_total 5"));
  EXPECT_THAT(text, Not(HasSubstr("no metric name")));
}

TEST(MetricsTest, ANameHasABoundedNumberOfSeries) {
  const auto metrics = Unserved();
  for (int i = 0; i < 2'010; ++i) metrics->Count("clientroute_calls_total", {{"method", std::to_string(i)}});
  const std::string text = metrics->Text();
  EXPECT_THAT(text, HasSubstr("method=\"1999\""));
  EXPECT_THAT(text, Not(HasSubstr("method=\"2000\"")));
  EXPECT_THAT(text, HasSubstr("clientroute_metric_defects_total 10"));
}

TEST(MetricsTest, ManyThreadsLoseNoCount) {
  const auto metrics = Unserved();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      for (int j = 0; j < 500; ++j)
        metrics->Count("clientroute_calls_total", {{"code", j % 2 == 0 ? "OK" : "ABORTED"}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(metrics->Text(), HasSubstr("clientroute_calls_total{code=\"OK\"} 1000"));
  EXPECT_THAT(metrics->Text(), HasSubstr("clientroute_calls_total{code=\"ABORTED\"} 1000"));
}

TEST(MetricsTest, ServesOnAPortOfItsOwnChoiceAndRefusesATakenOne) {
  int port = 0;
  const auto metrics = MakeMetrics("127.0.0.1:0", &port);
  ASSERT_NE(metrics, nullptr);
  ASSERT_GT(port, 0);
  metrics->Count("clientroute_calls_total", {{"code", "OK"}});
  EXPECT_THAT(Get(port), HasSubstr("clientroute_calls_total{code=\"OK\"} 1"));

  int other = -1;
  EXPECT_EQ(MakeMetrics("127.0.0.1:" + std::to_string(port), &other), nullptr);
  EXPECT_EQ(other, 0);
  EXPECT_EQ(MakeMetrics("no address", &other), nullptr);
}

}  // namespace
}  // namespace clientroute

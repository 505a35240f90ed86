// The route of a message that asks for a person.
#include <gtest/gtest.h>

#include "services/orchestrator/definition/definition_loader.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

/// Why it asks, where the route then stands, and with what task.
struct Case {
  const char* reason;
  const char* state;
  const char* task;
  const char* title;
};
constexpr Case kCases[] = {
    {"OUR_ANSWER_LATE", "message_unanswered", "answer_late_message", "Beantwoord een bericht dat te laat is"},
    {"RETURN_LATE", "message_unreturned", "ask_for_return", "Vraag de aanbieder om een retourbericht dat uitblijft"},
    {"UNDELIVERED", "message_undelivered", "deliver_message", "Zorg dat een bericht aankomt"},
    {"FAILED", "message_failed", "free_message", "Los een bericht op dat is vastgelopen"},
    {"HUB_ERROR", "hub_error_open", "settle_hub_error", "Zoek een fout van of voor de hub uit"},
};

class MessageAttentionRoute : public testing::Test {
 protected:
  void BeginAnew() { driver_.route() = NewRoute(definition_, driver_.route().id); }
  StepResult Ask(const char* reason) {
    return driver_.Tell("MessageNeedsAttention", {{"municipality", "0361"},
                                                  {"message", "messages/1"},
                                                  {"explanation", "JW305 van aanbieder 42420001"},
                                                  {"reason", reason}});
  }

  const Definition& definition_ = MessageAttention();
  RouteDriver driver_{definition_};
};

// shows: MSG-3
TEST_F(MessageAttentionRoute, HasOneTaskForTheBackOfficeThatSaysWhichMessage) {
  for (const Case& one : kCases) {
    BeginAnew();
    const StepResult result = Ask(one.reason);
    const Transition& asked = Taken(result);
    EXPECT_EQ(driver_.state(), one.state);
    EXPECT_EQ(driver_.tasks(), one.task);
    ASSERT_EQ(asked.tasks_opened.size(), 1u) << one.reason;
    const TaskOpened& task = asked.tasks_opened.front();
    EXPECT_EQ(task.role, "back-office");
    EXPECT_EQ(task.title, std::string(one.title) + ": JW305 van aanbieder 42420001");
    EXPECT_EQ(task.outcomes.size(), 1u);
    ASSERT_TRUE(task.due.has_value());
    EXPECT_GT(*task.due, driver_.now());
    EXPECT_TRUE(asked.commands.empty());
  }
}

TEST_F(MessageAttentionRoute, EndsByItselfWhenTheMessageComesRight) {
  for (const Case& one : kCases) {
    BeginAnew();
    Ask(one.reason);
    driver_.Tell("MessageSettled");
    EXPECT_EQ(driver_.state(), "message_settled") << one.reason;
    EXPECT_EQ(driver_.tasks(), "");
    EXPECT_TRUE(IsClosed(definition_, driver_.route()));
  }
}

TEST_F(MessageAttentionRoute, EndsByAPersonAndAsksNobodyWhenItComesRightAfterThat) {
  for (const Case& one : kCases) {
    BeginAnew();
    Ask(one.reason);
    Taken(driver_.Complete(one.task, "seen_to"));
    EXPECT_EQ(driver_.state(), "message_seen_to") << one.reason;
    EXPECT_TRUE(IsClosed(definition_, driver_.route()));
    EXPECT_EQ(Taken(driver_.Tell("MessageSettled")).reception, Reception::kNoted);
    EXPECT_EQ(driver_.tasks(), "");
  }
}

TEST_F(MessageAttentionRoute, IsNoClients) {
  EXPECT_TRUE(definition_.without_client);
  EXPECT_FALSE(YouthStandard().without_client);
  EXPECT_FALSE(WmoStandard().without_client);
}

}  // namespace
}  // namespace clientroute::orchestrator

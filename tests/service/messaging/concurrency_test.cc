// Files that are put by many hands while the service works on threads of its own.
#include <thread>

#include "services/messaging/migrations.h"
#include "services/platform/clock/scheduler.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ConcurrencyTest, EveryFileOfEveryHandIsHandledOnce) {
  constexpr int kHands = 4;
  constexpr int kFiles = 25;
  TestFolder folder;
  TestWorld world;
  IntakePeer intake;
  AllocationPeer allocation;
  const SecretKey master_key = *SecretKey::FromBytes(std::string(SecretKey::kBytes, 'm'));
  const auto exchange = *DirectoryExchange::Open(folder.path().string(), {kMunicipality, kOtherMunicipality});
  const auto peers = world.Serve({&intake, &allocation});
  Database* database = world.OpenDatabase("messaging", MessagingMigrations());
  MessagingService service(world.Stack("messaging", database),
                           {database, world.random(), exchange.get(), &master_key, peers->InProcess(),
                            peers->InProcess(), peers->InProcess()});
  const auto scheduler = MakeThreadScheduler();
  for (Work* work : service.works()) scheduler->Add(work);
  scheduler->Start();
  std::vector<std::thread> hands;
  for (int hand = 0; hand < kHands; ++hand) {
    hands.emplace_back([&, hand] {
      for (int file = 0; file < kFiles; ++file) {
        FileHeader header;
        header.identification = std::to_string(hand) + "-" + std::to_string(file);
        header.municipality = hand % 2 == 0 ? kMunicipality : kOtherMunicipality;
        const std::filesystem::path in = folder.path() / header.municipality / "in";
        const std::string name = header.identification + ".xml";
        WriteFile(in / (name + ".tmp"), WriteStart(header, {{.number = std::to_string(hand * kFiles + file + 1)}}));
        std::filesystem::rename(in / (name + ".tmp"), in / name);
      }
    });
  }
  for (std::thread& hand : hands) hand.join();
  EXPECT_TRUE(scheduler->WaitUntilQuiet(std::chrono::seconds(60)));
  scheduler->Stop();
  EXPECT_THAT(allocation.submissions(), SizeIs(kHands * kFiles));
  for (const char* municipality : {kMunicipality, kOtherMunicipality}) {
    EXPECT_THAT(NamesIn(folder.path() / municipality / "in"), IsEmpty());
    EXPECT_THAT(NamesIn(folder.path() / municipality / "out"), SizeIs(kHands * kFiles / 2));
    EXPECT_THAT(NamesIn(folder.path() / municipality / "done"), SizeIs(kHands * kFiles / 2));
  }
}

}  // namespace
}  // namespace clientroute::messaging::testing

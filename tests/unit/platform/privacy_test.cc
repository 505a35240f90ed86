#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

// Bytes that are always the same, so that a sealed text can be compared with one made elsewhere.
class FixedRandom final : public Random {
 public:
  std::uint64_t Below(std::uint64_t) override { return 0; }
  std::string Bytes(std::size_t count) override { return std::string(count, '\x07'); }
};

SecretKey CountingKey() {
  std::string bytes;
  for (char c = 0; c < 32; ++c) bytes.push_back(c);
  return SecretKey::FromBytes(bytes).value();
}

TEST(CipherTest, SealsAsAnotherImplementationOfTheStandardDoes) {
  FixedRandom random;
  EXPECT_EQ(Hex(Seal(CountingKey(), "Jansen", "clients/1/name", random)),
            "01070707070707070707070707450bc82f0a61e094af3750206919046bb54c2d166648");
}

TEST(CipherTest, OpensWhatItSealed) {
  const auto random = MakeSystemRandom();
  const SecretKey key = SecretKey::Generate(*random);
  for (const std::string& plain :
       {std::string(), std::string("x"), std::string("\0\xff€", 5), std::string(100'000, 'z')}) {
    const std::string sealed = Seal(key, plain, "clients/1/name", *random);
    const auto opened = Open(key, sealed, "clients/1/name");
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_EQ(*opened, plain);
  }
}

TEST(CipherTest, TheSameTextIsNeverSealedTheSame) {
  const auto random = MakeSystemRandom();
  const SecretKey key = CountingKey();
  EXPECT_NE(Seal(key, "Jansen", "clients/1/name", *random), Seal(key, "Jansen", "clients/1/name", *random));
}

TEST(CipherTest, AnyChangedBitIsDamage) {
  FixedRandom random;
  const std::string sealed = Seal(CountingKey(), "Jansen", "clients/1/name", random);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = sealed;
      changed[at] = static_cast<char>(changed[at] ^ (1U << bit));
      const auto opened = Open(CountingKey(), changed, "clients/1/name");
      ASSERT_EQ(opened.status().code(), absl::StatusCode::kDataLoss) << at << "." << bit;
      ASSERT_EQ(ReasonOf(opened.status()), "SEALED_TEXT_DAMAGED");
    }
  }
}

TEST(CipherTest, AShorterOrLongerTextIsDamage) {
  FixedRandom random;
  const std::string sealed = Seal(CountingKey(), "Jansen", "clients/1/name", random);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(Open(CountingKey(), std::string_view(sealed).substr(0, size), "clients/1/name").ok()) << size;
  }
  EXPECT_FALSE(Open(CountingKey(), sealed + "x", "clients/1/name").ok());
}

TEST(CipherTest, AnotherPlaceOrKeyDoesNotOpenAndTheErrorTellsNothing) {
  FixedRandom random;
  const std::string sealed = Seal(CountingKey(), "Jansen", "clients/1/name", random);
  for (std::string_view place : {"clients/2/name", "clients/1/address", "", "clients/1/name "}) {
    const auto opened = Open(CountingKey(), sealed, place);
    EXPECT_EQ(ReasonOf(opened.status()), "SEALED_TEXT_DAMAGED") << place;
    EXPECT_THAT(std::string(opened.status().message()), testing::Not(testing::HasSubstr("Jansen")));
  }
  EXPECT_FALSE(Open(CountingKey().Derive("other"), sealed, "clients/1/name").ok());
}

TEST(SecretKeyTest, IsExactly32Bytes) {
  for (const std::size_t size : {0U, 16U, 31U, 33U}) {
    EXPECT_EQ(SecretKey::FromBytes(std::string(size, 'k')).status().code(), absl::StatusCode::kInvalidArgument) << size;
  }
  EXPECT_EQ(SecretKey::FromBytes(std::string(32, 'k')).value().bytes(), std::string(32, 'k'));
}

TEST(SecretKeyTest, GeneratesADifferentKeyEachTime) {
  const auto random = MakeSystemRandom();
  EXPECT_NE(SecretKey::Generate(*random).bytes(), SecretKey::Generate(*random).bytes());
}

TEST(SecretKeyTest, DerivesByHkdf) {
  EXPECT_EQ(Hex(CountingKey().Derive("messaging/raw").bytes()),
            "1696ba0b0350c408e90e319ef04408fd4e7b8e27eccc340f22a83b184e2fc70b");
  EXPECT_EQ(Hex(CountingKey().Derive("").bytes()), "37ad29109f43265287804b674e2653d0a513718907f97fca97c95bded8104bbf");
}

TEST(SecretKeyTest, IsWipedWhenItGoes) {
  alignas(SecretKey) unsigned char memory[sizeof(SecretKey)];
  auto* key = new (memory) SecretKey(CountingKey());
  key->~SecretKey();
  // Through a volatile pointer: the compiler must look.
  const volatile unsigned char* bytes = memory;
  for (std::size_t i = 0; i < SecretKey::kBytes; ++i) ASSERT_EQ(bytes[i], 0) << i;
}

TEST(HashTest, AgreesWithTheStandards) {
  EXPECT_EQ(Hex(KeyedHash(CountingKey(), "999900006")),
            "df47eabb1ca9ba6a31cff023b444cb13d885e2632fa05592df0e5fd9007d5dad");
  EXPECT_EQ(Hex(Digest("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(std::string_view("\x00\x0f\xf0\xff", 4)), "000ff0ff");
}

TEST(HashTest, AnotherKeyGivesAnotherHash) {
  EXPECT_NE(KeyedHash(CountingKey(), "999900006"), KeyedHash(CountingKey().Derive("x"), "999900006"));
}

}  // namespace
}  // namespace clientroute

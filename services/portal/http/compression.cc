#include "services/portal/http/compression.h"

#include <zlib.h>

#include <algorithm>

namespace clientroute::portal {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, with the header of gzip
constexpr int kMemoryLevel = 8;

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// `q=0`, `q=0.0`: not at all.
bool IsRefused(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const std::string_view weight = Trimmed(parameters.substr(q + 2));
  return weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool Accepts(std::string_view accept_encoding, std::string_view coding) {
  bool by_star = false;
  for (std::string_view rest = accept_encoding; !rest.empty();) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view name = Trimmed(item.substr(0, semicolon));
    const bool refused = IsRefused(item.substr(semicolon));
    if (name == coding) return !refused;
    if (name == "*") by_star = !refused;
  }
  return by_star;
}

std::optional<std::string> Gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) return std::nullopt;
  return out;
}

void CompressFor(const HttpRequest& request, HttpAnswer& answer) {
  answer.With("Vary", "Accept-Encoding");
  if (answer.body == nullptr || answer.body->size() < kCompressBytesLeast) return;
  if (!Accepts(request.Header("accept-encoding"), "gzip")) return;
  if (auto small = Gzip(*answer.body)) {
    answer.body = std::make_shared<const std::string>(*std::move(small));
    answer.With("Content-Encoding", "gzip");
  }
}

}  // namespace clientroute::portal

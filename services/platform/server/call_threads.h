#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_CALL_THREADS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_CALL_THREADS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace clientroute {

/// Threads for calls that wait for a database, where gRPC's own must not wait: it has a few for all calls. Made when
/// they are needed, and kept. Thread-safe.
class CallThreads {
 public:
  static constexpr std::size_t kThreadsMost = 16;
  /// Calls that may wait for a thread.
  static constexpr std::size_t kWaitingMost = 1'024;

  CallThreads() = default;
  /// Runs what waits first.
  ~CallThreads();
  CallThreads(const CallThreads&) = delete;
  CallThreads& operator=(const CallThreads&) = delete;

  /// Runs `call`, which throws nothing, on one of the threads; those that wait go in the order in which they came.
  /// False when too many wait already: then it is not run.
  [[nodiscard]] bool Run(std::function<void()> call);

 private:
  void Serve();

  std::mutex mutex_;
  std::condition_variable called_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_CALL_THREADS_H_

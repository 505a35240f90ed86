#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_WORKERS_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_WORKERS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace clientroute::portal {

/// Threads for what waits (the disk, another server), so that the threads of the door never do. Thread-safe.
class Workers {
 public:
  Workers(int threads, std::size_t waiting_most);
  /// Does what was taken, then ends.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when as much waits as may: then it is not done.
  bool Take(std::function<void()> work);

 private:
  void Run();

  const std::size_t waiting_most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_WORKERS_H_

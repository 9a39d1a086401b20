// Of the library only what is written for C.
#define OMPI_SKIP_MPICXX 1
#include <mpi.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <list>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/problem.hpp"
#include "ranks/launched.hpp"
#include "ranks/ranks.hpp"

namespace prospect::ranks {
namespace {

constexpr int tag = 1;
constexpr std::chrono::seconds patience_at_end(3);

/// The library's words for what it refused.
void checked(int code, const char* doing) {
  if (code == MPI_SUCCESS) return;
  std::array<char, MPI_MAX_ERROR_STRING> words{};
  int length = 0;
  MPI_Error_string(code, words.data(), &length);
  throw base::Failure(std::string(doing) + ": " + std::string(words.data(), static_cast<std::size_t>(length)));
}

class OverMpi final : public Ranks {
 public:
  OverMpi() {
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    checked(MPI_Comm_rank(MPI_COMM_WORLD, &rank_), "the job cannot be joined");
    checked(MPI_Comm_size(MPI_COMM_WORLD, &size_), "the job cannot be joined");
  }

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return size_; }
  [[nodiscard]] std::string machine() const override {
    std::array<char, MPI_MAX_PROCESSOR_NAME> name{};
    int length = 0;
    MPI_Get_processor_name(name.data(), &length);
    return {name.data(), static_cast<std::size_t>(length)};
  }

  void send(int to, std::string bytes) override {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
      throw base::Failure("a message between ranks is larger than 2 GB");
    }
    const std::lock_guard turn(turn_);
    drop_sent();
    auto& message = under_way_.emplace_back(std::move(bytes), MPI_REQUEST_NULL);
    checked(MPI_Isend(message.first.data(), static_cast<int>(message.first.size()), MPI_BYTE, to, tag, MPI_COMM_WORLD,
                      &message.second),
            "a message cannot be sent");
  }

  std::optional<Message> receive() override {
    const std::lock_guard turn(turn_);
    drop_sent();
    int there = 0, length = 0;
    MPI_Message handle = MPI_MESSAGE_NULL;
    MPI_Status status{};
    checked(MPI_Improbe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &there, &handle, &status), "no message can be received");
    if (there != 0) {
      MPI_Get_count(&status, MPI_BYTE, &length);
      auto& coming = coming_.emplace_back(
          Message{status.MPI_SOURCE, std::string(static_cast<std::size_t>(length), '\0')}, MPI_REQUEST_NULL);
      checked(MPI_Imrecv(coming.first.bytes.data(), length, MPI_BYTE, &handle, &coming.second),
              "a message cannot be received");
    }
    // A large message comes when its sender has time for it: nobody else waits. Of one rank the first comes first.
    std::set<int> wait_for;
    for (auto at = coming_.begin(); at != coming_.end(); ++at) {
      if (wait_for.contains(at->first.from)) continue;
      int whole = 0;
      checked(MPI_Test(&at->second, &whole, MPI_STATUS_IGNORE), "a message cannot be received");
      if (whole == 0) {
        wait_for.insert(at->first.from);
        continue;
      }
      Message message = std::move(at->first);
      coming_.erase(at);
      return message;
    }
    return std::nullopt;
  }

  void push_on() override {
    const std::lock_guard turn(turn_);
    drop_sent();
  }

  void leave() override {
    const std::lock_guard turn(turn_);
    for (auto& [bytes, request] : under_way_) MPI_Wait(&request, MPI_STATUS_IGNORE);
    under_way_.clear();
    MPI_Finalize();
  }

  void end_all(int code) override {
    // Under srun the library may wait here for ranks that are gone.
    std::thread([code] {
      std::this_thread::sleep_for(patience_at_end);
      std::_Exit(code);
    }).detach();
    MPI_Abort(MPI_COMM_WORLD, code);
    std::_Exit(code);
  }

 private:
  /// The bytes of a message must stay until the library has taken them.
  void drop_sent() {
    under_way_.remove_if([](auto& message) {
      int sent = 0;
      MPI_Test(&message.second, &sent, MPI_STATUS_IGNORE);
      return sent != 0;
    });
  }

  int rank_ = 0, size_ = 1;
  std::mutex turn_;   // the library is used by one thread at a time
  std::list<std::pair<std::string, MPI_Request>> under_way_;
  std::list<std::pair<Message, MPI_Request>> coming_;
};

/// Joining takes a third of a second: not for a program that was started alone.
bool was_launched() {
  return launched_as() > 0 || std::getenv("PMIX_RANK") != nullptr || std::getenv("PMI_RANK") != nullptr;
}

}  // namespace

std::unique_ptr<Ranks> join(int& argc, char**& argv) {
  if (!was_launched()) return nullptr;
  int level = MPI_THREAD_SINGLE;
  checked(MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level), "the job cannot be joined");
  if (level < MPI_THREAD_SERIALIZED) throw base::Failure("this MPI library serves one thread only");
  auto ranks = std::make_unique<OverMpi>();
  if (const int count = launched_as(); ranks->size() == 1 && count > 1) {
    refuse_strangers(count, "start it with mpirun, or with srun --mpi=pmix");
  }
  return ranks;
}

}  // namespace prospect::ranks

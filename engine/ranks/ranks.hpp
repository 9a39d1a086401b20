#pragma once
/// The processes of one job (ranks, as MPI calls them) and messages between them. What carries the messages is known in
/// one file; a program that was built without it is always alone.
///
/// Order    messages from one rank to another arrive in the order they were sent.
/// Threads  members may be called from any thread at any time.
/// Errors   base::Failure when the messages cannot be carried.

#include <memory>
#include <optional>
#include <string>

namespace prospect::ranks {

struct Message {
  int from = 0;
  std::string bytes;
};

class Ranks {
 public:
  virtual ~Ranks() = default;

  /// From 0 to size() - 1.
  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;
  /// The machine this rank runs on.
  [[nodiscard]] virtual std::string machine() const = 0;

  /// Hands a message over, without waiting for who is to have it.
  virtual void send(int to, std::string bytes) = 0;
  /// Brings on what was handed over, where that takes a processor's time.
  virtual void push_on() {}
  /// A message that has come whole, if one has.
  [[nodiscard]] virtual std::optional<Message> receive() = 0;

  /// Leaves the job when all other ranks do. Last of all.
  virtual void leave() = 0;
  /// Ends all ranks at once, this one too, with an exit code: where one of them may never leave.
  virtual void end_all(int code) = 0;

  /// Notes that a rank may never leave.
  void lose_one() { lost_one_ = true; }
  [[nodiscard]] bool lost_one() const { return lost_one_; }

 private:
  bool lost_one_ = false;
};

/// The job this process is a rank of; nothing if it was started alone. Reads and may take away words of the command
/// line. Throws base::Rejected where it was started as one of several and cannot speak to them: each would do all of
/// the work.
[[nodiscard]] std::unique_ptr<Ranks> join(int& argc, char**& argv);

}  // namespace prospect::ranks

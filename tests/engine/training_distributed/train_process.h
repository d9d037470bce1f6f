// lacuna-train as a process of its own: what a test kills, terminates or starves.
#pragma once

#include <QProcess>
#include <filesystem>
#include <memory>

namespace lacuna::tests {

inline constexpr int kPatienceMs = 120'000;

/// `lacuna-train ARGUMENTS...`, started with one thread. @param modify of the process before it starts; may
/// be empty.
std::unique_ptr<QProcess> startTraining(const QStringList& arguments,
                                        const std::function<void(QProcess&)>& modify = {});

/// Waits for it.
bool ended(QProcess& process);

/// Everything on standard output up to what contains `text`; empty when that never comes.
QByteArray readUntil(QProcess& process, const QByteArray& text);

}  // namespace lacuna::tests

// See train_process.h.
#include "tests/engine/training_distributed/train_process.h"

#include <QProcessEnvironment>

namespace lacuna::tests {

std::unique_ptr<QProcess> startTraining(const QStringList& arguments,
                                        const std::function<void(QProcess&)>& modify) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("OMP_NUM_THREADS", "1");
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    if (modify) modify(*process);
    process->start(LACUNA_TRAIN, arguments);
    return process;
}

bool ended(QProcess& process) {
    return process.waitForFinished(kPatienceMs);
}

QByteArray readUntil(QProcess& process, const QByteArray& text) {
    QByteArray told;
    while (!told.contains(text)) {
        if (process.bytesAvailable() == 0 && !process.waitForReadyRead(kPatienceMs)) return {};
        told += process.readAll();
    }
    return told;
}

}  // namespace lacuna::tests

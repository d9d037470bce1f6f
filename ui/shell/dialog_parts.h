// How the window's dialogs end: a row of buttons below a form, the same in all of them.
#pragma once

class QDialog;
class QDialogButtonBox;
class QLayout;
class QString;

namespace lacuna {

/// A button that accepts the dialog, and "Cancel".
QDialogButtonBox* acceptOrCancel(QDialog& dialog, const QString& accept);
/// "Close" alone, for a dialog whose changes have taken effect already.
QDialogButtonBox* closeOnly(QDialog& dialog);
/// Lays the dialog out: `content` above `buttons`.
void layOutDialog(QDialog& dialog, QLayout* content, QDialogButtonBox* buttons, int minimumWidth);

}  // namespace lacuna

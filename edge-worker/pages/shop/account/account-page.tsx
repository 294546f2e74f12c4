import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { logIn, signUp } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { messages } from '../i18n/language.ts';
import { FailureNotice } from '../states/notice.tsx';
import { useAction } from '../states/use-action.ts';
import { useDraft } from '../states/use-draft.ts';
import { becomeUser } from './account-state.ts';
import { checkAccount, type AccountForm, type FormErrors } from './check-account.ts';
import { Field } from './field.tsx';
import { PasswordField } from './password-field.tsx';
import { returnPath } from './return-path.ts';

export function LoginPage() {
  return <AccountPage isNew={false} />;
}

export function SignupPage() {
  return <AccountPage isNew />;
}

function AccountPage({ isNew }: { isNew: boolean }) {
  const { account } = messages.value;
  usePageTitle(isNew ? account.signUp : account.logIn);
  return (
    <div class="account-page">
      <section class="card account-card">
        <h1>{isNew ? account.signUp : account.logIn}</h1>
        <p class="muted">{isNew ? account.signUpLead : account.logInLead}</p>
        <AccountFormFields isNew={isNew} />
        <OtherWay isNew={isNew} />
      </section>
    </div>
  );
}

function AccountFormFields({ isNew }: { isNew: boolean }) {
  const { account } = messages.value;
  const { form, setForm, errors, action, submit } = useAccountForm(isNew);
  return (
    <form noValidate onSubmit={submit}>
      {isNew ? (
        <Field
          label={account.name}
          value={form.name}
          error={errors.name}
          onValue={(name) => setForm({ ...form, name })}
          input={{ name: 'name', autoComplete: 'name', maxLength: 80 }}
        />
      ) : null}
      <Field
        label={account.email}
        value={form.email}
        error={errors.email}
        onValue={(email) => setForm({ ...form, email })}
        input={{ type: 'email', name: 'email', autoComplete: 'username', inputMode: 'email' }}
      />
      <PasswordField
        value={form.password}
        error={errors.password}
        onValue={(password) => setForm({ ...form, password })}
        isNew={isNew}
      />
      <FailureNotice failure={action.failure} />
      <button type="submit" class="button primary wide" aria-disabled={action.busy}>
        {action.busy ? account.working : isNew ? account.signUp : account.logIn}
      </button>
    </form>
  );
}

function useAccountForm(isNew: boolean) {
  const { route, query } = useLocation();
  const [form, setForm] = useForm();
  const [errors, setErrors] = useState<FormErrors>({});
  const action = useAction();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const found = checkAccount(form, isNew, messages.value);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      return;
    }
    await action.run(async () => {
      const email = form.email.trim();
      const { user } = isNew
        ? await signUp({ email, password: form.password, name: form.name.trim() })
        : await logIn(email, form.password);
      setForm({ email: '', password: '', name: '' });
      becomeUser(user);
      route(returnPath(query.next, location.origin), true);
    });
  }

  return { form, setForm, errors, action, submit };
}

/** Name and address are kept for the tab while they are being typed; the password never is. */
function useForm(): [AccountForm, (form: AccountForm) => void] {
  const [email, setEmail] = useDraft('email', '');
  const [name, setName] = useDraft('name', '');
  const [password, setPassword] = useState('');

  function setForm(form: AccountForm): void {
    setEmail(form.email);
    setName(form.name);
    setPassword(form.password);
  }
  return [{ email, password, name }, setForm];
}

function OtherWay({ isNew }: { isNew: boolean }) {
  const { account } = messages.value;
  const { query } = useLocation();
  const next = query.next === undefined ? '' : `?next=${encodeURIComponent(query.next)}`;
  return (
    <p class="account-other">
      {isNew ? account.haveAccount : account.noAccount}{' '}
      <a href={isNew ? `/login${next}` : `/signup${next}`}>
        {isNew ? account.logIn : account.signUp}
      </a>
    </p>
  );
}
